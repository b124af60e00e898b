import { expect, test } from "vitest";
import { checkRevision, isCommit, parseHubReference } from "../../../../packages/core/src/io/hub/hub-reference.ts";

test.each([
  ["bert", { id: "bert" }],
  ["org/name", { id: "org/name" }],
  ["Org-1/na.me_2-v3", { id: "Org-1/na.me_2-v3" }],
  ["org/name@v1.0", { id: "org/name", revision: "v1.0" }],
  ["org/name@refs/pr/4", { id: "org/name", revision: "refs/pr/4" }],
])("%s", (text, reference) => {
  expect(parseHubReference(text)).toEqual(reference);
});

test.each(["", "a/b/c", "../b", "a/..", "-a/b", "a/b-", "a/b--c", "a b/c", "a/b.git", "a\\b", `a/${"b".repeat(96)}`])(
  "%j is no name on the Hub",
  (text) => {
    expect(parseHubReference(text)).toBeUndefined();
  },
);

// A revision becomes a path in the cache.
test.each(["", "../../etc", "a/../b", "/main", "main/", "a//b", "a\\b", ".hidden", "a b", "-f"])(
  "%j is no revision",
  (revision) => {
    expect(() => checkRevision(revision)).toThrow(/is not a revision/);
    expect(() => parseHubReference(`org/name@${revision}`)).toThrow(expect.objectContaining({ code: "invalid_config" }));
  },
);

test("a commit is 40 hexadecimal digits", () => {
  expect(isCommit("a".repeat(40))).toBe(true);
  expect(isCommit("main")).toBe(false);
});
