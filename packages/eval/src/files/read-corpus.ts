import { dataError } from "./data-error.ts";
import { parseRecord, recordId, recordText } from "./parse-record.ts";
import { readLines } from "./read-lines.ts";

/** One document of a corpus. */
export interface CorpusDocument {
  id: string;
  title?: string;
  text: string;
}

/**
 * Reads `corpus.jsonl` of a BEIR collection document by document; nothing is kept, so a corpus may be larger than memory.
 *
 * @throws {RerankError} `invalid_data` with file and line: no JSON object, no `_id`, texts that are none
 */
export async function* readCorpus(file: string): AsyncGenerator<CorpusDocument> {
  for await (const lines of readLines(file)) {
    for (const line of lines) {
      const record = parseRecord(file, line);
      const id = recordId(file, line, record);
      const title = recordText(file, line, record, "title");
      yield { id, text: recordText(file, line, record, "text") ?? "", ...(title && { title }) };
    }
  }
}

export interface FoundDocuments {
  /** The wanted documents that the corpus has. */
  documents: Map<string, CorpusDocument>;
  /** Ids that were looked for and are not in the corpus. */
  missing: Set<string>;
}

/**
 * Keeps the documents that are wanted, and looks which of `expected` the corpus has, in one pass.
 *
 * @param onDocument sees every document of the corpus
 */
export async function findDocuments(
  file: string,
  wanted: ReadonlySet<string>,
  expected: Iterable<string> = [],
  onDocument?: (document: CorpusDocument) => void,
): Promise<FoundDocuments> {
  const documents = new Map<string, CorpusDocument>();
  const missing = new Set<string>([...expected, ...wanted]);
  for await (const document of readCorpus(file)) {
    onDocument?.(document);
    missing.delete(document.id);
    if (!wanted.has(document.id)) continue;
    if (documents.has(document.id)) throw dataError(file, `document ${document.id} is there twice`);
    documents.set(document.id, document);
  }
  return { documents, missing };
}
