import { dataError } from "../files/data-error.ts";
import { cosine } from "./cosine.ts";
import type { UnitEmbedder } from "./unit-embedder.ts";
import { openVectorCache } from "./vector-cache.ts";

/** Makes vectors of documents. */
export type EmbedDocuments = (texts: readonly string[], signal: AbortSignal) => Promise<Float32Array[]>;

/** Of two vectors that a model made of one text: calls differ by rounding, models by much more. */
const leastAlike = 0.99;

/**
 * Embeds documents, those that the cache does not have; what is new is added to it. The first text that it has is embedded again all the
 * same: names do not say everything of a model, and this tells when it has become another. The file is closed when the use ends.
 *
 * @param embedder has made a vector already, so that it is known how long they are
 * @throws {RerankError} `invalid_data` for the cache of another model
 */
export async function embedWithCache(
  embedder: UnitEmbedder,
  { file, model }: { file?: string; model: string },
  use: (embed: EmbedDocuments) => Promise<void>,
): Promise<void> {
  if (file === undefined) return use((texts, signal) => embedder.embed(texts, "document", signal));
  const cache = openVectorCache(file, model, embedder.dimensions as number);
  let isChecked = false;

  async function check(text: string, known: Float32Array, signal: AbortSignal): Promise<void> {
    const [again] = await embedder.embed([text], "document", signal);
    if (again && cosine(known, again) >= leastAlike) return;
    throw dataError(file as string, `holds other vectors than ${model} makes of the same text; name another file`);
  }

  try {
    await use(async (texts, signal) => {
      const known = texts.map(cache.find);
      const first = known.findIndex(Boolean);
      if (first >= 0 && !isChecked) {
        isChecked = true;
        await check(texts[first] as string, known[first] as Float32Array, signal);
      }
      const unknown = texts.filter((_, i) => !known[i]);
      const made = unknown.length > 0 ? await embedder.embed(unknown, "document", signal) : [];
      // After an abort the file may be closed already.
      signal.throwIfAborted();
      cache.add(unknown, made);
      const rest = made.values();
      return known.map((vector) => vector ?? (rest.next().value as Float32Array));
    });
  } finally {
    cache.close();
  }
}
