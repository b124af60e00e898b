import { dataError } from "./data-error.ts";
import { createInterner } from "./intern-ids.ts";
import { readLines } from "./read-lines.ts";
import type { Run, RunEntry } from "./run.ts";

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Reads a TREC run, plain or gzipped: `query Q0 document rank score tag` a line. As trec_eval does, the order is read from the
 * scores, never from the ranks.
 *
 * @throws {RerankError} `invalid_data` with file and line: not six columns, a score that is no finite number, a document twice
 * for a query, no line at all
 *
 * @example
 * import { writeFile } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { readRun } from "@secondpass/eval";
 *
 * const file = join(tmpdir(), "example.trec");
 * await writeFile(file, "q1 Q0 d7 1 12.5 bm25\nq1 Q0 d3 2 11.25 bm25\n");
 * (await readRun(file)).get("q1"); // => [{ id: "d7", score: 12.5 }, { id: "d3", score: 11.25 }]
 */
export async function readRun(file: string): Promise<Run> {
  const run: Run = new Map();
  let query: string | undefined;
  let entries: RunEntry[] = [];
  let seen = new Set<string>();
  const seenByQuery = new Map<string, Set<string>>();
  const intern = createInterner();
  for await (const lines of readLines(file)) {
    for (const { text, number: line } of lines) {
      const columns = text.trim().split(/\s+/);
      if (columns.length !== 6) {
        const form = "a run has six: query Q0 document rank score tag";
        throw dataError(file, `has ${columns.length} columns; ${form}`, { line });
      }
      const [id, , document, , score] = columns as [string, string, string, string, string, string];
      if (!decimal.test(score) || !Number.isFinite(Number(score))) {
        throw dataError(file, `the score ${score} is no finite number, so it gives no order`, { line });
      }
      if (id !== query) {
        query = intern(id);
        entries = run.get(id) ?? [];
        seen = seenByQuery.get(id) ?? new Set();
        run.set(query, entries);
        seenByQuery.set(query, seen);
      }
      if (seen.has(document)) throw dataError(file, `document ${document} is there twice for query ${id}`, { line });
      const kept = intern(document);
      seen.add(kept);
      entries.push({ id: kept, score: Number(score) });
    }
  }
  if (run.size === 0) throw dataError(file, "the run is empty");
  return run;
}
