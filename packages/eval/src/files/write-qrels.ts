import { dataError } from "./data-error.ts";
import type { Qrels } from "./run.ts";
import { writeLines } from "./write-lines.ts";

/**
 * Writes judgments, gzipped where the name ends in `.gz`: in BEIR's three columns with a heading where it ends in `.tsv`, as in a
 * collection's `qrels/`, else in TREC's four.
 *
 * @throws {RerankError} `invalid_data` where an id cannot stand in the form, or the file cannot be written
 *
 * @example
 * import { readFile } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { writeQrels } from "@secondpass/eval";
 *
 * const file = join(tmpdir(), "written.qrels");
 * await writeQrels(file, new Map([["q1", new Map([["d7", 2]])]]));
 * await readFile(file, "utf8"); // => "q1 0 d7 2\n"
 */
export async function writeQrels(file: string, qrels: Qrels): Promise<void> {
  const isBeir = /\.tsv(\.gz)?$/.test(file);
  await writeLines(file, isBeir ? beirLines(file, qrels) : trecLines(file, qrels));
}

function* beirLines(file: string, qrels: Qrels): Generator<string> {
  yield "query-id\tcorpus-id\tscore\n";
  for (const [query, document, grade] of rowsOf(file, qrels, /[\t\r\n]/)) yield `${query}\t${document}\t${grade}\n`;
}

function* trecLines(file: string, qrels: Qrels): Generator<string> {
  for (const [query, document, grade] of rowsOf(file, qrels, /\s/)) yield `${query} 0 ${document} ${grade}\n`;
}

function* rowsOf(file: string, qrels: Qrels, end: RegExp): Generator<[query: string, document: string, grade: number]> {
  for (const [query, grades] of qrels) {
    for (const [document, grade] of grades) {
      const broken = [query, document].find((id) => id === "" || end.test(id));
      if (broken !== undefined)
        throw dataError(file, `the id ${JSON.stringify(broken)} cannot stand in it: its columns end there`);
      yield [query, document, grade];
    }
  }
}
