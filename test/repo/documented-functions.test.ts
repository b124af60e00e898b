import { expect, test } from "vitest";
import { publicNames } from "./support/public-names.ts";

// Functions that no one-line promise can show. Each has its reason.
const exceptions: Readonly<Record<string, string>> = {};

const doors = ["packages/core/src/index.ts", "packages/core/src/rank/public.ts"];

test.each(doors)("every function that %s exports has an example", (door) => {
  const functions = publicNames([door]).filter(({ isFunction }) => isFunction);
  expect(functions.length).toBeGreaterThan(5);
  const silent = functions.filter(({ name, hasExample }) => !hasExample && !(name in exceptions));
  expect(silent.map(({ name, path }) => `${name} in ${path}`)).toEqual([]);
});
