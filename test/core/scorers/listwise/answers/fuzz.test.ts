import { expect, test } from "vitest";
import { parseAnswer } from "../../../../../packages/core/src/scorers/listwise/answers/parse-answer.ts";
import { parseAnswerAsRankGpt } from "../../../../../packages/core/src/scorers/listwise/answers/parse-answer-as-rank-gpt.ts";
import { formats, prefaces, suffixes } from "./support/answer-formats.ts";
import { createRandom, pick, randomCodes, shuffled } from "./support/random.ts";
import { letters, numbers, violations } from "./support/violations.ts";

const random = createRandom(60_000);
const upTo = (limit: number) => Math.floor(random() * limit);

const scraps =
  "[ ] ( ) { } < > = , ; : . - * # | / \\ \" ' ` ``` \n \n\n \t 0 1 2 3 7 10 12 99 007 -1 0.5 9/10 50% A B C a I Passage Document Doc: id rank and then " +
  "I'm sorry cannot none of the <think> </think> <answer> </answer> [rankstart] [rankend] \\boxed{ <|channel|>final<|message|> <|channel|>analysis " +
  '{"ranking": {"id": "rank": true null NaN Infinity __proto__ constructor ① ⑩ ❿ ² ½ ３ ٣ ൩ 【 】 、 → ⇐ ≻ = \u200b \u0301 \ud800 \udc00 \u0000 😀 3️⃣ ﷺ';
const pieces = [...scraps.split(" "), " ", " ", "\n"];

const written = (labels: readonly string[]) => {
  const best = shuffled(labels, random).slice(0, 1 + upTo(labels.length));
  return pick(prefaces, random)(best) + pick(Object.values(formats), random)(best) + pick(suffixes, random)(best);
};
const noise = (labels: readonly string[]) =>
  Array.from({ length: upTo(60) }, () => (random() < 0.2 ? pick(labels, random) : pick(pieces, random))).join("");

/** A proper answer with some characters lost, doubled or replaced. */
function damaged(labels: readonly string[]): string {
  const characters = [...written(labels)];
  for (let count = upTo(8); count >= 0; count -= 1) characters.splice(upTo(characters.length), upTo(4), pick(pieces, random));
  return characters.join("").slice(0, random() < 0.3 ? upTo(characters.length) : undefined);
}

const shapes: ((labels: readonly string[]) => unknown)[] = [
  damaged,
  damaged,
  noise,
  noise,
  (labels) => [
    { type: pick(["text", "thinking", "tool_use", 7], random), text: noise(labels), input: { ids: labels } },
    noise(labels),
  ],
  (labels) => ({
    [pick(["ranking", "text", "content", "x", "1"], random)]: pick([noise(labels), labels, null, [[1], {}], 3], random),
  }),
  (labels) => shuffled([...labels, 0, -1, null, undefined, {}, [], Number.NaN, 1e300], random),
];

test("60,000 damaged, random and oddly shaped answers: every position once, counts that fit, no exception", () => {
  const wrong: { content: unknown; violations: string[] }[] = [];
  let stated = 0;
  for (let index = 0; index < 60_000; index += 1) {
    const count = 1 + upTo(20);
    const labels = pick([numbers(count), numbers(count), letters(count), randomCodes(count, random)], random);
    const content = pick(shapes, random)(labels);
    const options = { labels, isCut: random() < 0.1 };
    const parsed = parseAnswer(content, options);
    const found = [...violations(parsed, count), ...violations(parseAnswerAsRankGpt(content, options), count)];
    if (found.length > 0) wrong.push({ content, violations: found });
    if (parsed.stated > 0) stated += 1;
  }
  expect(wrong.slice(0, 5)).toEqual([]);
  // Neither all of it noise nor all of it answers.
  expect(stated).toBeGreaterThan(20_000);
  expect(stated).toBeLessThan(55_000);
}, 120_000);
