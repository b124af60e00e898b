import { dataError } from "./data-error.ts";
import { createInterner } from "./intern-ids.ts";
import { type Line, readLines } from "./read-lines.ts";
import type { Qrels } from "./run.ts";

/**
 * Reads judgments, plain or gzipped, in either of two forms: BEIR's three columns with a heading, `query-id corpus-id score`
 * between tabs, or TREC's four, `query iteration document grade`. The first line says which; every line has to keep to it.
 *
 * @throws {RerankError} `invalid_data` with file and line: wrong columns, a grade that is no whole number, a document judged twice
 * for a query, no judgment at all
 *
 * @example
 * import { writeFile } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { readQrels } from "@secondpass/eval";
 *
 * const file = join(tmpdir(), "example-qrels.tsv");
 * await writeFile(file, "query-id\tcorpus-id\tscore\nq1\td7\t1\n");
 * (await readQrels(file)).get("q1"); // => new Map([["d7", 1]])
 */
export async function readQrels(file: string): Promise<Qrels> {
  const qrels: Qrels = new Map();
  const intern = createInterner();
  let parse: ((line: Line) => string[]) | undefined;
  for await (const lines of readLines(file)) {
    for (const line of lines) {
      if (!parse) {
        parse = line.text.includes("\t") && line.text.split("\t").length === 3 ? (line) => line.text.split("\t") : splitTrec;
        if (/^query-?_?id\t/i.test(line.text)) continue;
      }
      const { number } = line;
      const columns = parse(line).map((column) => column.trim());
      const [query = "", document = "", grade = ""] = columns;
      if (columns.length !== 3 || query === "" || document === "") {
        const forms = "query-id, corpus-id and score between tabs, or four in a TREC file";
        throw dataError(file, `is no judgment: ${JSON.stringify(line.text.slice(0, 60))} has other columns than ${forms}`, {
          line: number,
        });
      }
      if (!/^[+-]?\d+(\.0+)?$/.test(grade)) {
        throw dataError(file, `the grade ${JSON.stringify(grade)} is no whole number`, { line: number });
      }
      const grades = qrels.get(query) ?? new Map<string, number>();
      if (grades.has(document)) {
        throw dataError(file, `document ${document} is judged twice for query ${query}`, { line: number });
      }
      qrels.set(intern(query), grades.set(intern(document), Number(grade)));
    }
  }
  if (qrels.size === 0) throw dataError(file, "holds no judgment");
  return qrels;
}

/** Four columns without the second; others as they are, to be refused. */
function splitTrec({ text }: Line): string[] {
  const columns = text.trim().split(/\s+/);
  return columns.length === 4 ? columns.filter((_, i) => i !== 1) : ["", ...columns];
}
