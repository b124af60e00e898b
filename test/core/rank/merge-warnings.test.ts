import { expect, test } from "vitest";
import type { Warning } from "../../../packages/core/src/contract/index.ts";
import { mergeWarnings } from "../../../packages/core/src/rank/merge-warnings.ts";

const deadline: Warning = { code: "deadline", message: "late" };
const empty: Warning = { code: "empty_documents", message: "0" };

test("a warning of two stages is said once, in the order of its first mention", () => {
  expect(mergeWarnings([deadline], [empty, { ...deadline }], [])).toEqual([deadline, empty]);
});

test("warnings of one code with different words are both said", () => {
  const other: Warning = { ...empty, message: "1" };
  expect(mergeWarnings([empty], [other])).toEqual([empty, other]);
});

test("no warnings, none", () => {
  expect(mergeWarnings()).toEqual([]);
});
