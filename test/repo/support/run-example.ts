import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { vi } from "vitest";
import { assertValues } from "./assert-values.ts";
import { root } from "./repository.ts";

const folder = join(root, "test/.generated");

/**
 * Runs an example as a module of its own, with its promised values checked. Packages are found by name from the root; what it
 * logs goes nowhere. The module stays in test/.generated, where a failure can be looked at.
 */
export async function runExample(at: string, code: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${at.replace(/[^a-zA-Z0-9]+/g, "-")}.ts`);
  writeFileSync(file, assertValues(code));
  vi.spyOn(console, "log").mockImplementation(() => {});
  // Without it the examples would meet the reranker of whoever runs the tests.
  vi.stubEnv("SECONDPASS_RERANKER", undefined);
  // A query makes it a new module also when the test is run again in watch mode.
  await import(`${pathToFileURL(file).href}?run=${Date.now()}`);
}
