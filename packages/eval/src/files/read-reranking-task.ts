import { dataError } from "./data-error.ts";
import { parseRecord } from "./parse-record.ts";
import { type Line, readLines } from "./read-lines.ts";

/** One sample of a reranking task of MTEB. */
export interface RerankingSample {
  /** One query, or several that ask the same. */
  queries: string[];
  positive: string[];
  negative: string[];
}

/**
 * Reads a reranking-task file of MTEB, plain or gzipped: one JSON object a line, with `query` (a string or several), `positive`
 * and `negative` (arrays of texts).
 *
 * @throws {RerankError} `invalid_data` with file and line
 */
export async function readRerankingTask(file: string): Promise<RerankingSample[]> {
  const samples: RerankingSample[] = [];
  for await (const lines of readLines(file)) {
    for (const line of lines) {
      const { query, positive, negative } = parseRecord(file, line);
      const queries = texts(file, line, "query", typeof query === "string" ? [query] : query);
      if (queries.length === 0) throw dataError(file, "`query` is empty", { line: line.number });
      samples.push({
        queries,
        positive: texts(file, line, "positive", positive),
        negative: texts(file, line, "negative", negative),
      });
    }
  }
  if (samples.length === 0) throw dataError(file, "holds no sample");
  return samples;
}

function texts(file: string, { number: line }: Line, key: string, value: unknown): string[] {
  if (Array.isArray(value) && value.every((text) => typeof text === "string")) return value;
  throw dataError(file, `\`${key}\` must be ${key === "query" ? "a string or " : ""}an array of strings`, { line });
}
