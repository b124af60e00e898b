import type { UnitEmbedder } from "./unit-embedder.ts";
import { openVectorCache } from "./vector-cache.ts";

/** Makes vectors of documents. */
export type EmbedDocuments = (texts: readonly string[], signal: AbortSignal) => Promise<Float32Array[]>;

/**
 * Embeds documents, those that the cache does not have; what is new is added to it. The file is closed when the use ends.
 *
 * @param embedder has made a vector already, so that it is known how long they are
 */
export async function embedWithCache(
  embedder: UnitEmbedder,
  { file, model }: { file?: string; model: string },
  use: (embed: EmbedDocuments) => Promise<void>,
): Promise<void> {
  if (file === undefined) return use((texts, signal) => embedder.embed(texts, "document", signal));
  const cache = openVectorCache(file, model, embedder.dimensions as number);
  try {
    await use(async (texts, signal) => {
      const known = texts.map(cache.find);
      const unknown = texts.filter((_, i) => !known[i]);
      const made = unknown.length > 0 ? await embedder.embed(unknown, "document", signal) : [];
      cache.add(unknown, made);
      const rest = made.values();
      return known.map((vector) => vector ?? (rest.next().value as Float32Array));
    });
  } finally {
    cache.close();
  }
}
