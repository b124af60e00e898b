import { readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../core/scorers/remote/fixtures");

/** An answer of a provider, in the form that was recorded. */
export function readFixture(name: string): unknown {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
}
