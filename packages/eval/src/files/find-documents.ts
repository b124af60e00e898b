import { createDocumentStore, type Documents } from "./document-store.ts";
import { type CorpusDocument, readCorpus } from "./read-corpus.ts";

export interface FindOptions {
  /** Ids that are only looked for. Default: none. */
  expected?: Iterable<string>;
  /** Sees every document of the corpus. */
  onDocument?: (document: CorpusDocument) => void;
  signal?: AbortSignal;
}

export interface FoundDocuments {
  /** The wanted documents that the corpus has. */
  documents: Documents;
  /** Ids that were looked for and are not in the corpus. */
  missing: Set<string>;
}

/** Keeps the documents that are wanted, and looks which of `expected` the corpus has, in one pass. */
export async function findDocuments(
  file: string,
  wanted: ReadonlySet<string>,
  { expected = [], onDocument, signal }: FindOptions = {},
): Promise<FoundDocuments> {
  const documents = createDocumentStore();
  const missing = new Set<string>([...expected, ...wanted]);
  for await (const document of readCorpus(file, signal)) {
    onDocument?.(document);
    missing.delete(document.id);
    if (wanted.has(document.id)) documents.add(document);
  }
  return { documents, missing };
}
