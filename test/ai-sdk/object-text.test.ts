import { expect, test } from "vitest";
import { objectText } from "../../packages/ai-sdk/src/object-text.ts";
import type { JsonObject } from "../../packages/ai-sdk/src/reranking-model-v3.ts";

test.each<[string, JsonObject, string]>([
  ["a line for each value", { from: "Ada", year: 1843, read: false }, "from: Ada\nyear: 1843\nread: false"],
  [
    "dotted keys for what lies deeper",
    { author: { name: "Ada", born: { year: 1815 } } },
    "author.name: Ada\nauthor.born.year: 1815",
  ],
  ["lists of plain values with commas", { tags: ["rust", "install", 2] }, "tags: rust, install, 2"],
  [
    "lists of objects one by one",
    { steps: [{ run: "curl" }, { run: "sh" }, "done"] },
    "steps.run: curl\nsteps.run: sh\nsteps: done",
  ],
  ["values with several lines as they are", { body: "one\ntwo" }, "body: one\ntwo"],
  ["what has nothing to say is left out", { a: "", b: " \n", c: null, d: undefined, e: [], f: {}, g: [null, ""] }, ""],
  ["an empty object has no text", {}, ""],
])("%s", (_, document, text) => {
  expect(objectText(document, 0)).toBe(text);
});

test("a string among objects is its own text", () => {
  expect(objectText("plain" as never, 0)).toBe("plain");
});

test.each([
  [null, "null"],
  [[1], "an array"],
  [7, "number"],
])("%j is no document", (value, got) => {
  const message = `documents[3] must be a string or an object, got ${got}`;
  expect(() => objectText(value as never, 3)).toThrow(expect.objectContaining({ code: "invalid_document", message }));
});
