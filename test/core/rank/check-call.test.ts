import { expect, test } from "vitest";
import type { DocumentInput } from "../../../packages/core/src/contract/index.ts";
import { checkCall } from "../../../packages/core/src/rank/check-call.ts";

// Which values are refused is in the contract suite; here is what is said of them.

test("a LangChain document is told its way", () => {
  const documents = [{ pageContent: "text", metadata: {} }] as unknown as DocumentInput[];
  expect(() => checkCall("query", documents, {})).toThrow(
    /documents\[0\] .*keys pageContent, metadata; .*@secondpass\/langchain/,
  );
});

test("a hole in the list is not a document", () => {
  const documents = ["a", "b", "c"];
  delete documents[1];
  expect(() => checkCall("query", documents, {})).toThrow(/documents\[1\] .*got undefined/);
});

test("a wrong option is named with its value and what would be right", () => {
  expect(() => checkCall("query", ["a"], { topN: 2.5 })).toThrow("topN must be a whole number of at least 1, got 2.5");
  expect(() => checkCall("query", ["a"], { depth: "all" as unknown as number })).toThrow(
    'depth must be a whole number of at least 1, got "all"',
  );
  expect(() => checkCall("query", ["a"], { minScore: [] as unknown as number })).toThrow(
    "minScore must be a finite number, got an array",
  );
  expect(() => checkCall("query", ["a"], { deadlineMs: -1 })).toThrow(
    "deadlineMs must be a number of milliseconds above 0, got -1",
  );
});

test("a long value is shown in part", () => {
  const long = "x".repeat(1000);
  expect(() => checkCall("query", ["a"], { topN: long as unknown as number })).toThrow(`got "${"x".repeat(40)}"`);
});

test("everything that is allowed passes", () => {
  const options = { topN: 1, depth: 10_000, minScore: -3.5, deadlineMs: 0.5 };
  expect(() => checkCall(" query ", ["", { text: "" }, { id: "a", text: "b", score: Number.NaN }], options)).not.toThrow();
});
