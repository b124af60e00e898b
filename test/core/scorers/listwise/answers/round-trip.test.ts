import { expect, test } from "vitest";
import { parseAnswer } from "../../../../../packages/core/src/scorers/listwise/answers/parse-answer.ts";
import { formats, prefaces, suffixes } from "./support/answer-formats.ts";
import { createRandom, pick, randomCodes, shuffled } from "./support/random.ts";
import { letters, numbers } from "./support/violations.ts";

const random = createRandom(20);
const tries = 10_000;

const kinds = {
  numbers: () => numbers(2 + Math.floor(random() * 99)),
  letters: () => letters(2 + Math.floor(random() * 19)),
  codes: () => randomCodes(2 + Math.floor(random() * 99), random),
};

for (const [kind, makeLabels] of Object.entries(kinds)) {
  test(`a ranking of ${kind} is read as it was written: ${tries} answers in 22 formats, 8 prefaces, 7 suffixes`, () => {
    const wrong: Record<string, { answer: string; status: string }> = {};
    const read: Record<string, number> = {};
    for (let index = 0; index < tries; index += 1) {
      const labels = makeLabels();
      const order = shuffled([...labels.keys()], random);
      const best = order.map((position) => labels[position] ?? "");
      const [name, format] = pick(Object.entries(formats), random);
      const answer = pick(prefaces, random)(best) + format(best) + pick(suffixes, random)(best);
      const parsed = parseAnswer(answer, { labels });
      if (parsed.status === "ok" && parsed.order.join() === order.join()) read[name] = (read[name] ?? 0) + 1;
      else wrong[name] = { answer, status: parsed.status };
    }
    expect(wrong).toEqual({});
    expect(Object.keys(read)).toHaveLength(22);
  }, 120_000);
}
