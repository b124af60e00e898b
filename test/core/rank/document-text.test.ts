import { expect, test } from "vitest";
import { documentText } from "../../../packages/core/src/rank/document-text.ts";

test("a string is read as it is", () => {
  expect(documentText(" as it is ")).toBe(" as it is ");
});

test("a title is read before the text", () => {
  expect(documentText({ title: "Rust", text: "A language." })).toBe("Rust. A language.");
});

test("without a title there is no point before the text", () => {
  expect(documentText({ text: "A language." })).toBe("A language.");
  expect(documentText({ title: "", text: "A language." })).toBe("A language.");
});
