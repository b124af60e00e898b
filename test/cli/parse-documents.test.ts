import { describe, expect, test } from "vitest";
import { parseDocuments } from "../../packages/cli/src/parse-documents.ts";

describe("parseDocuments", () => {
  test.each([
    ["an array of strings", '["a", "b"]', ["a", "b"]],
    ["an array of documents", '[{"text": "a", "id": "1"}]', [{ text: "a", id: "1" }]],
    ["an object with documents", '{"documents": ["a", {"text": "b"}]}', ["a", { text: "b" }]],
    ["one document", '{"text": "a"}', [{ text: "a" }]],
    ["JSONL of documents", '{"text": "a"}\n\n{"text": "b"}\r\n', [{ text: "a" }, { text: "b" }]],
    ["JSONL of strings", '"a"\n"b"', ["a", "b"]],
    ["BEIR ids", '{"_id": 7, "title": "t", "text": "a"}', [{ id: "7", title: "t", text: "a" }]],
    ["plain text, one a line", "a b\r\nc\n\n", ["a b", "c"]],
    ["plain text that begins with a bracket further down", "a\n[b]\n{c}", ["a", "[b]", "{c}"]],
    ["a byte order mark", '\ufeff["a"]', ["a"]],
    ["nothing", "  \n", []],
  ])("%s", (_, input, documents) => {
    expect(parseDocuments(input)).toEqual(documents);
  });

  test("says which line is not JSON", () => {
    expect(() => parseDocuments('{"text": "a"}\n{"text": ')).toThrow(/line 2 is not valid JSON/);
  });

  test("says when the whole input is not JSON, or is no list", () => {
    expect(() => parseDocuments('["a",')).toThrow(/the input is not valid JSON/);
    expect(() => parseDocuments('{"documents": 7}')).toThrow(/array of documents/);
  });
});
