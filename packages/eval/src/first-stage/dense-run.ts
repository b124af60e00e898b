import { forEachInLanes, type LaneOptions } from "secondpass/adapter";
import { documentText } from "secondpass/rank";
import { type AnyEmbeddings, asEmbedder } from "../embeddings/as-embedder.ts";
import { embedWithCache } from "../embeddings/embed-with-cache.ts";
import { type UnitEmbedder, unitEmbedder } from "../embeddings/unit-embedder.ts";
import { checkCount } from "../evaluate/check-options.ts";
import { readCorpus } from "../files/read-corpus.ts";
import type { Run } from "../files/run.ts";
import { inBatches } from "./in-batches.ts";
import { createNearestDocuments } from "./nearest-documents.ts";

export interface DenseRunOptions {
  /** Documents for each query, at least 1. Default: 100. */
  depth?: number;
  /** Texts of one call, at least 1; fewer where the model takes fewer. Default: 64. */
  batch?: number;
  /** Calls at a time, at least 1. Default: 1. */
  concurrency?: number;
  /** Characters of a document that are embedded, for models that refuse longer ones. Default: all of them. */
  maxCharacters?: number;
  /** A file that keeps the documents' vectors for the next time. Refused when it is of another model. Default: none. */
  cache?: string;
  /** Called with the number of documents compared so far. */
  onProgress?: (documents: number) => void;
  signal?: AbortSignal;
}

/**
 * A first stage of vectors where none is at hand: the documents of the whole corpus that are nearest to each query by cosine,
 * exactly, with any embeddings of LangChain, LlamaIndex or the AI SDK. Documents go past the queries' vectors, so that theirs
 * are never all in memory. Blank queries and documents are not embedded, and nothing is found for them.
 *
 * @param corpusFile `corpus.jsonl` of a BEIR collection, plain or gzipped
 * @param queries text by query id
 * @throws {RerankError} `invalid_config` for what is no embeddings object; `invalid_response` for vectors that cannot be compared: their number
 * or length is wrong, they have NaN or only zeros; `invalid_data` for a malformed corpus or another model's cache; what the model throws, as one
 * of the codes. An abort rejects with the signal's reason.
 *
 * @example
 * import { writeFile } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { denseRun } from "@secondpass/eval";
 *
 * const corpus = join(tmpdir(), "dense-corpus.jsonl");
 * await writeFile(corpus, '{"_id": "d1", "text": "rain"}\n{"_id": "d2", "text": "rust"}\n');
 * const vectors = { rain: [1, 0], rust: [0, 2], "rusty iron": [0.6, 0.8] };
 * const embeddings = { embedQuery: async (text) => vectors[text], embedDocuments: async (texts) => texts.map((text) => vectors[text]) };
 * const run = await denseRun(corpus, new Map([["q1", "rusty iron"]]), embeddings);
 * run.get("q1")?.map(({ id, score }) => [id, score.toFixed(1)]); // => [["d2", "0.8"], ["d1", "0.6"]]
 */
export async function denseRun(
  corpusFile: string,
  queries: ReadonlyMap<string, string>,
  embeddings: AnyEmbeddings,
  options: DenseRunOptions = {},
): Promise<Run> {
  const { depth = 100, batch = 64, concurrency, maxCharacters, cache, onProgress, signal } = options;
  for (const name of ["depth", "batch", "concurrency", "maxCharacters"] as const) checkCount(name, options[name]);
  signal?.throwIfAborted();
  const embedder = asEmbedder(embeddings);
  const unit = unitEmbedder(embedder);
  const size = Math.min(batch, (await embedder.mostTexts()) ?? batch);
  const lanes = { concurrency, signal };

  const asked = [...queries].filter(([, text]) => text.trim() !== "");
  const nearest = createNearestDocuments(await embedQueries(unit, asked, size, lanes), depth);
  if (asked.length > 0) {
    let done = 0;
    await embedWithCache(unit, { file: cache, model: embedder.id }, async (embed) => {
      const documents = readTexts(corpusFile, maxCharacters);
      await forEachInLanes(inBatches(documents, size), lanes, async (part, signal) => {
        const vectors = await embed(
          part.map(({ text }) => text),
          signal,
        );
        for (const [i, { id }] of part.entries()) nearest.offer(id, vectors[i] as Float32Array);
        done += part.length;
        onProgress?.(done);
      });
    });
  }
  const found = new Map(nearest.entries().map((entries, i) => [asked[i]?.[0], entries]));
  return new Map([...queries.keys()].map((id) => [id, found.get(id) ?? []]));
}

async function embedQueries(
  embedder: UnitEmbedder,
  queries: readonly (readonly [id: string, text: string])[],
  size: number,
  lanes: LaneOptions,
): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  await forEachInLanes(inBatches(queries.entries(), size), lanes, async (part, signal) => {
    const found = await embedder.embed(
      part.map(([, [, text]]) => text),
      "query",
      signal,
    );
    for (const [j, [i]] of part.entries()) vectors[i] = found[j] as Float32Array;
  });
  return vectors;
}

/** What is embedded of each document that has text. */
async function* readTexts(corpusFile: string, maxCharacters?: number): AsyncGenerator<{ id: string; text: string }> {
  for await (const document of readCorpus(corpusFile)) {
    const text = documentText(document);
    // Not in the middle of a character.
    if (text.trim() !== "") yield { id: document.id, text: text.slice(0, maxCharacters).replace(/[\ud800-\udbff]$/, "") };
  }
}
