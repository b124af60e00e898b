import { dataError } from "./data-error.ts";
import { parseRecord, recordId, recordText } from "./parse-record.ts";
import { readLines } from "./read-lines.ts";

/**
 * Reads `queries.jsonl` of a BEIR collection: text by query id, in the file's order.
 *
 * @throws {RerankError} `invalid_data` with file and line: no JSON object, no `_id` or `text`, an id twice
 */
export async function readQueries(file: string): Promise<Map<string, string>> {
  const queries = new Map<string, string>();
  for await (const lines of readLines(file)) {
    for (const line of lines) {
      const record = parseRecord(file, line);
      const id = recordId(file, line, record);
      const text = recordText(file, line, record, "text");
      if (text === undefined) throw dataError(file, `query ${id} has no \`text\``, { line: line.number });
      if (queries.has(id)) throw dataError(file, `query ${id} is there twice`, { line: line.number });
      queries.set(id, text);
    }
  }
  return queries;
}
