import { dataError } from "./data-error.ts";
import { parseRecord, recordId, recordText } from "./parse-record.ts";
import { readLines } from "./read-lines.ts";

/** One document of a corpus. */
export interface CorpusDocument {
  id: string;
  title?: string;
  text: string;
}

/** A set has room for 2^24; so many take about half a gigabyte. */
const mostIds = 10_000_000;

/**
 * Reads `corpus.jsonl` of a BEIR collection document by document. Of what was read nothing is kept but ids, so a corpus may be
 * larger than memory.
 *
 * @throws {RerankError} `invalid_data` with file and line: no JSON object, no `_id`, an id twice (of the first 10 million), texts that
 * are none; no document at all
 */
export async function* readCorpus(file: string, signal?: AbortSignal): AsyncGenerator<CorpusDocument> {
  const ids = new Set<string>();
  for await (const lines of readLines(file)) {
    signal?.throwIfAborted();
    for (const line of lines) {
      const record = parseRecord(file, line);
      const id = recordId(file, line, record);
      const title = recordText(file, line, record, "title");
      if (ids.has(id)) throw dataError(file, `document ${id} is there twice`, { line: line.number });
      if (ids.size < mostIds) ids.add(id);
      yield { id, text: recordText(file, line, record, "text") ?? "", ...(title && { title }) };
    }
  }
  if (ids.size === 0) throw dataError(file, "holds no document");
}
