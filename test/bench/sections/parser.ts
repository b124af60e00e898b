import { parseAnswer } from "../../../packages/core/src/scorers/listwise/answers/parse-answer.ts";
import { adversarialAnswers } from "../../core/scorers/listwise/answers/support/adversarial-answers.ts";
import { waitForQuiet } from "../quiet.ts";
import type { Section } from "./section.ts";

/** Time to read one answer, one value for each round. */
export interface Parser {
  name: string;
  ms: number[];
}

const labels = Array.from({ length: 20 }, (_, index) => String(index + 1));

/** How long answers of 100,000 characters take that were made to be slow, and one as it should be. */
export const parser: Section = async ({ quick, results }) => {
  await results.once("parser", async (): Promise<Parser[]> => {
    const usual = labels.map((label) => `[${label}]`).join(" > ");
    const found: Parser[] = [];
    await waitForQuiet();
    for (const [name, answer] of Object.entries({ "an answer as asked for": usual, ...adversarialAnswers })) {
      const ms: number[] = [];
      for (let round = 0; round < (quick ? 3 : 15); round++) {
        const startedAt = performance.now();
        const { order } = parseAnswer(answer, { labels });
        ms.push(performance.now() - startedAt);
        if (order.length !== labels.length) throw new Error(`${name}: not every label is ranked`);
      }
      found.push({ name, ms });
      process.stderr.write(".");
    }
    return found;
  });
};
