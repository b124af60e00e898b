import { type DocumentInput, isRerankError, RerankError } from "../../contract/index.ts";
import { checkTokenVectors, type TokenVectors } from "../../rank/index.ts";

/**
 * Looks up vectors that were computed before, as `encodeDocuments` gave them: one entry for each document, in order, and `undefined` for
 * those that it does not have.
 */
export type VectorStore = (
  documents: readonly DocumentInput[],
  context: { signal: AbortSignal },
) => readonly (TokenVectors | undefined)[] | Promise<readonly (TokenVectors | undefined)[]>;

/**
 * Asks a store for the vectors of documents.
 *
 * @param dimensions what a vector of this model has
 * @throws {RerankError} `invalid_vectors` naming the document whose vectors are not the model's, or when the store fails; the signal's
 * reason after an abort
 */
export async function findStored(
  store: VectorStore,
  documents: readonly DocumentInput[],
  dimensions: number,
  signal: AbortSignal,
): Promise<(TokenVectors | undefined)[]> {
  const found = await ask(store, documents, signal);
  if (!Array.isArray(found) || found.length !== documents.length) {
    const what = Array.isArray(found) ? `${found.length} entries` : typeof found;
    throw new RerankError(
      "invalid_vectors",
      `vectors() returned ${what} for ${documents.length} documents; one for each is wanted`,
    );
  }
  return found.map((vectors: TokenVectors | null | undefined, position) => {
    // Databases have null for what they do not have.
    if (vectors === undefined || vectors === null) return undefined;
    checkTokenVectors(vectors, `the stored vectors of ${nameOf(documents[position] as DocumentInput)}`, dimensions);
    return vectors;
  });
}

async function ask(store: VectorStore, documents: readonly DocumentInput[], signal: AbortSignal): Promise<unknown> {
  try {
    return await store(documents, { signal });
  } catch (cause) {
    signal.throwIfAborted();
    if (isRerankError(cause)) throw cause;
    throw new RerankError("invalid_vectors", `vectors() failed: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

/** What a document is called in messages. Its place in the list would be of no use: a store is asked for those that are scored only. */
function nameOf(document: DocumentInput): string {
  const { id, text } = typeof document === "string" ? { id: undefined, text: document } : document;
  return id === undefined ? `the document ${JSON.stringify(text.slice(0, 40))}` : `the document with id ${JSON.stringify(id)}`;
}
