import { expect, test } from "vitest";
import { parseAnswer } from "../../../../../packages/core/src/scorers/listwise/answers/parse-answer.ts";
import { all, read, readAll } from "./support/read.ts";
import { letters, numbers } from "./support/violations.ts";

test("rule 6: JSON as a whole, in a fence, or in the middle of prose", () => {
  const answers = [
    "[3, 1, 2]",
    '{"ranking": [3, 1, 2]}',
    '{"Ranked_IDs": ["3", "1", "2"]}',
    '{"results": [{"id": 3}, {"id": 1}, {"id": 2}]}',
    '{"output": {"documents": [{"document_number": "[3]"}, {"document_number": 1}, {"document_number": 2}]}}',
    '{"the best": [3, 1, 2]}',
    '[{"id": 1, "rank": 2}, {"id": 3, "rank": 1}, {"id": 2, "rank": 3}]',
    '[{"rank": 1, "passage": "[3]"}, {"rank": 2, "passage": "[1]"}, {"rank": 3, "passage": "[2]"}]',
    '{"1": 0.2, "2": -1, "3": 0.9}',
    '{"passage_1": 2, "passage_2": 1, "passage_3": 3}',
    "```json\n[3, 1, 2]\n```",
    'First ```json\n{"ranking": [1, 2, 3]}\n``` but then\n```\n{"ranking": [3, 1, 2]}\n```',
    "So it is {'ranking': [3, 1, 2,],} and 2 of 3 agree.",
    "{'ranking': ['3', '1', '2'], 'why': 'it\\'s \"best\"'}",
    '{"analysis": "[1] > [2] > [3] is wrong", "ranking": [3, 1, 2]}',
    '"[3] > [1] > [2]"',
    '{"__proto__": [3, 1, 2]}',
    // Not JSON, but it looks like it.
    '{"ranking": ["3" > "1" > "2"]}',
  ];
  expect(readAll(answers)).toEqual(all(answers, "ok: 3 1 2"));
});

test("rule 6: a rank that one of them lacks orders nothing; scores decide only where there is no list", () => {
  expect(read('[{"id": 3, "rank": 2}, {"id": 1}, {"id": 2, "rank": 1}]')).toBe("ok: 3 1 2");
  expect(read('[{"id": 3, "score": 0.1}, {"id": 1, "score": 0.9}, {"id": 2, "score": 0.5}]')).toBe("ok: 3 1 2");
  expect(read('{"3": "high", "1": "low", "2": "none"}')).toBe("unparsed:");
  expect(read('{"a": 1, "b": 2, "c": 3}')).toBe("unparsed:");
  expect(read('{"answer": 3}')).toBe("partial: 3");
  expect(read('{"a": 1, "b": 2, "c": 3}', { labels: letters(3) })).toBe("ok: C B A");
});

test("rule 6: what runs out of tokens inside JSON is read as far as it goes", () => {
  // The last number may have become a longer one.
  expect(read('{"ranking": [3, 7, 1', { labels: numbers(12), isCut: true })).toBe("partial: 3 7");
  expect(read('{"ranking": ["3", "7", "1', { labels: numbers(12), isCut: true })).toBe("partial: 3 7");
  expect(read('{"ranking": [3, 1', { labels: numbers(3) })).toBe("repaired: 3 1");
  expect(read('```json\n{"ranking": [3, 1, 2]}')).toBe("ok: 3 1 2");
});

test("rule 6: an answer is never run", () => {
  const attack = "globalThis.wasRun = true, [3, 1, 2].map((x) => { globalThis.wasRun = true; return x })";
  expect(parseAnswer(attack, { labels: numbers(3) }).order).toHaveLength(3);
  expect(parseAnswer('{"__proto__": {"polluted": true}, "ranking": [3, 1, 2]}', { labels: numbers(3) }).stated).toBe(3);
  expect(globalThis).not.toHaveProperty("wasRun");
  expect({}).not.toHaveProperty("polluted");
});

test("labels in data are those of this call, whatever their type", () => {
  expect(parseAnswer([3.5, 1, -2, 1e300, 4], { labels: numbers(3) })).toMatchObject({ order: [0, 1, 2], stated: 1, unknown: 4 });
  expect(parseAnswer({ ranking: ["b", "A", "B", 1] }, { labels: letters(3) })).toMatchObject({
    order: [1, 0, 2],
    duplicate: 1,
    unknown: 1,
  });
});
