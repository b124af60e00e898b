import { parseGrades } from "secondpass/listwise";
import { describe, expect, test } from "vitest";
import { adversarialAnswers } from "./support/adversarial-answers.ts";

const scale = [0, 1, 2, 3];

function read(content: unknown, count = 3, isCut = false): string {
  const labels = Array.from({ length: count }, (_, i) => String(i + 1));
  const { grades, status } = parseGrades(content, { labels, scale, isCut });
  return `${status}: ${grades.map((grade) => grade ?? "-").join(" ")}`;
}

describe("an answer that gives every document its grade", () => {
  test.each<[string, unknown]>([
    ["an object", '{"1": 3, "2": 0, "3": 2}'],
    ["its numbers as strings", '{"1": "3", "2": "0", "3": "2"}'],
    ["structured output", { "1": 3, "2": 0, "3": 2 }],
    ["arguments of a tool", [{ type: "tool_call", args: '{"1": 3, "2": 0, "3": 2}' }]],
    ["under a key", '{"grades": {"1": 3, "2": 0, "3": 2}}'],
    ["with reasons beside them", '{"1": {"grade": 3, "reason": "has 2 answers"}, "2": {"grade": 0}, "3": {"grade": 2}}'],
    ["a list of objects", '[{"passage": 1, "grade": 3}, {"passage": 2, "grade": 0}, {"passage": 3, "grade": 2}]'],
    ["such a list under a key", '{"results": [{"id": "1", "score": 3}, {"id": "2", "score": 0}, {"id": "3", "score": 2}]}'],
    ["labels with a noun", '{"Passage 1": 3, "passage_2": 0, "[3]": 2}'],
    ["single quotes and a comma too many", "{'1': 3, '2': 0, '3': 2,}"],
    ["a fence and a sentence", 'Here you are:\n```json\n{"1": 3, "2": 0, "3": 2}\n```\nThe 3 passages differ.'],
    ["the last of two objects", '{"1": 1, "2": 1, "3": 1} is too simple. {"1": 3, "2": 0, "3": 2}'],
    ["reasoning before it", '<think>[1] is a 1, or {"1": 2}</think>{"1": 3, "2": 0, "3": 2}'],
    ["lines", "[1] 3\n[2] 0\n[3] 2"],
    ["lines with colons", "1: 3\n2: 0\n3: 2"],
    ["a numbered list", "1. [1] 3\n2. [2] 0\n3. [3] 2"],
    ["words", "Passage 1: grade 3 (exact answer)\nPassage 2: grade 0\nPassage 3: grade 2, hidden among 4 others"],
    ["marks of emphasis", "- **[1]**: **3**\n- **[2]**: **0**\n- **[3]**: **2**"],
    ["a table", "| Passage | Grade |\n|---|---|\n| 1 | 3 |\n| 2 | 0 |\n| 3 | 2 |"],
    ["one line", "1: 3, 2: 0, 3: 2"],
    ["one line without spaces", "1:3,2:0,3:2"],
    ["out of the highest", "[1] 3/3\n[2] 0/3\n[3] 2/3"],
    ["arrows", "[1] → 3\n[2] → 0\n[3] → 2"],
    [
      "headings with the grade below",
      "**Passage 1**\nIt has 2 answers.\nGrade: 3\n\nPassage 2\nGrade: 0\n\nPassage 3:\nFinal grade: 2",
    ],
    ["full-width", "【1】３\n【2】０\n【3】２"],
    ["another order", '{"3": 2, "1": 3, "2": 0}'],
    ["the same grade said twice", "[1] 3\n[2] 0\n[3] 2\nSo [1] 3."],
  ])("%s", (_, content) => {
    expect(read(content)).toBe("ok: 3 0 2");
  });
});

describe("a grade is never guessed", () => {
  test.each<[string, unknown, string]>([
    ["one is missing", '{"1": 3, "3": 2}', "partial: 3 - 2"],
    ["one is not on the scale", '{"1": 3, "2": 4, "3": 2}', "partial: 3 - 2"],
    ["one is negative", '{"1": 3, "2": -1, "3": 2}', "partial: 3 - 2"],
    ["one is between two grades", '{"1": 3, "2": 1.5, "3": 2}', "partial: 3 - 2"],
    ["the same in a line", "[1] 3\n[2] 2.5\n[3] 2", "partial: 3 - 2"],
    ["one is a word", '{"1": 3, "2": "irrelevant", "3": 2}', "partial: 3 - 2"],
    ["one has two", "[1] 3\n[2] 0\n[2] 1\n[3] 2", "partial: 3 - 2"],
    ["a document that nobody showed", '{"1": 3, "2": 0, "3": 2, "7": 3}', "repaired: 3 0 2"],
    ["a ranking", "[2] > [1] > [3]", "unparsed: - - -"],
    ["a ranking as JSON", '{"ranking": ["2", "1", "3"]}', "unparsed: - - -"],
    ["grades without labels", "[3, 0, 2]", "unparsed: - - -"],
    ["numbers of other things", "[1] covers 3 topics, [2] none, [3] 2nd best", "unparsed: - - -"],
    ["prose", "The first passage is excellent, the others are not.", "unparsed: - - -"],
    ["a refusal", "I'm sorry, but I cannot assist with that.", "refused: - - -"],
    ["a refusal in the field for it", { refusal: "No." }, "refused: - - -"],
    ["nothing", "", "empty: - - -"],
    ["null", null, "empty: - - -"],
    ["reasoning without an end", '<think>{"1": 3, "2": 0, "3": 2}', "truncated: - - -"],
  ])("%s", (_, content, expected) => {
    expect(read(content)).toBe(expected);
  });

  test("of an answer that was cut, what is whole counts", () => {
    expect(read('{"1": 3, "2": 0, "3', 3, true)).toBe("partial: 3 0 -");
    expect(read("I will now", 3, true)).toBe("truncated: - - -");
  });

  test("what was wrong is counted", () => {
    const labels = ["1", "2", "3", "4"];
    const parsed = parseGrades("[1] 2\n[2] 9\n[3] 1\n[3] 0\n[8] 1", { labels, scale });
    expect(parsed).toEqual({
      grades: [2, undefined, undefined, undefined],
      graded: 1,
      status: "partial",
      missing: 1,
      invalid: 1,
      conflicting: 1,
      unknown: 1,
    });
  });
});

describe("one document alone", () => {
  test.each([
    ["2", "ok: 2"],
    ["**2**", "ok: 2"],
    ["Grade: 2", "ok: 2"],
    ["##final score: 2", "ok: 2"],
    ["It matches the intent with 1, trust 3. Final score: 2", "ok: 2"],
    ['{"grade": 2}', "ok: 2"],
    ['{"M": 1, "T": 3, "relevance": 2}', "ok: 2"],
    ['{"1": 2}', "ok: 2"],
    ["[1] 2", "ok: 2"],
    ["12", "unparsed: -"],
    ["Between 2 and 3", "unparsed: -"],
  ])("%j", (content, expected) => {
    expect(read(content, 1)).toBe(expected);
  });
});

// A guard against hanging, not a measurement: quadratic scans take minutes here.
test.each([
  ...Object.entries(adversarialAnswers),
  ["lines of labels", "[1] ".repeat(25_000)],
  ["grade ", "grade ".repeat(17_000)],
])("100,000 characters of %s are read soon", { timeout: 5_000 }, (_, content) => {
  const labels = Array.from({ length: 20 }, (_, i) => String(i + 1));
  expect(parseGrades(content, { labels, scale }).grades).toHaveLength(20);
});
