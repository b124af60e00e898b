import { dataError } from "./data-error.ts";
import type { Run, RunEntry } from "./run.ts";
import { writeLines } from "./write-lines.ts";

/**
 * Writes a TREC run, gzipped where the name ends in `.gz`.
 *
 * @param tag name of the run, its sixth column, without spaces
 * @throws {RerankError} `invalid_data` where an id has a space in it, which the format cannot hold, or the file cannot be written
 *
 * @example
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { readRun, writeRun } from "@secondpass/eval";
 *
 * const file = join(tmpdir(), "written.trec.gz");
 * await writeRun(file, new Map([["q1", [{ id: "d7", score: 0.5 }]]]), "mine");
 * (await readRun(file)).get("q1"); // => [{ id: "d7", score: 0.5 }]
 */
export async function writeRun(file: string, run: Run, tag = "secondpass"): Promise<void> {
  await writeLines(file, runLines(file, run, tag.replace(/\s+/g, "_")));
}

function* runLines(file: string, run: Run, tag: string): Generator<string> {
  for (const [query, entries] of run) yield entries.map((entry, i) => runLine(file, query, entry, i + 1, tag)).join("");
}

function runLine(file: string, query: string, { id, score }: RunEntry, rank: number, tag: string): string {
  const spaced = [query, id].find((value) => value === "" || /\s/.test(value));
  if (spaced === undefined) return `${query} Q0 ${id} ${rank} ${score} ${tag}\n`;
  throw dataError(file, `the id ${JSON.stringify(spaced)} cannot stand in a run, whose columns end at spaces`);
}
