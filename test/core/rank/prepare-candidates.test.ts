import fc from "fast-check";
import { expect, test } from "vitest";
import { prepareCandidates } from "../../../packages/core/src/rank/prepare-candidates.ts";

test("every document is scored, unscored or blank, each list in first-stage order", () => {
  const texts = fc.array(fc.constantFrom("a", "b", "", " \n", "\0", "\ud800"));
  fc.assert(
    fc.property(texts, fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined }), (documents, depth) => {
      const { scored, unscored, blank, texts } = prepareCandidates(documents, { depth });
      expect([...scored, ...unscored, ...blank].toSorted((a, b) => a - b)).toEqual(documents.map((_, index) => index));
      for (const list of [scored, unscored, blank]) expect(list).toEqual(list.toSorted((a, b) => a - b));
      expect(texts).toEqual(scored.map((index) => documents[index]?.toWellFormed()));
    }),
  );
});

test("depth counts documents with text", () => {
  expect(prepareCandidates(["", "a", " ", "b", "c", "d"], { depth: 2 })).toMatchObject({
    scored: [1, 3],
    unscored: [4, 5],
    blank: [0, 2],
    texts: ["a", "b"],
  });
});

test("a title alone is text", () => {
  expect(prepareCandidates([{ title: "Rust", text: "" }])).toMatchObject({ scored: [0], texts: ["Rust. "] });
});

test("well-formed text gives no warning and is read as it is", () => {
  expect(prepareCandidates(["a\0b", "whole 😀"])).toMatchObject({ texts: ["a\0b", "whole 😀"], warnings: [] });
});

test("lone surrogates are read as U+FFFD, and the documents named", () => {
  const { texts, warnings } = prepareCandidates(["fine", "\ud800 a", "b \udfff"]);
  expect(texts).toEqual(["fine", "\ufffd a", "b \ufffd"]);
  expect(warnings).toEqual([{ code: "ill_formed_text", message: "lone surrogates were read as U+FFFD in documents 1, 2" }]);
});

test("a long list of documents is named in part", () => {
  const { warnings } = prepareCandidates(Array.from({ length: 13 }, () => ""));
  expect(warnings).toEqual([
    { code: "empty_documents", message: "documents without text were put last: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 3 more" },
  ]);
});

test("depth below topN is worth a warning only where it leaves documents unscored", () => {
  const codes = (documents: string[], options: { depth: number; topN: number }) =>
    prepareCandidates(documents, options).warnings.map(({ code }) => code);
  expect(codes(["a", "b", "c"], { depth: 1, topN: 2 })).toEqual(["depth_below_top_n"]);
  expect(codes(["a", "b", "c"], { depth: 2, topN: 2 })).toEqual([]);
  expect(codes(["a"], { depth: 1, topN: 2 })).toEqual([]);
});
