// Late interaction as its users call it: documents read with the query's call, or their vectors from a store.
import { setTimeout as sleep } from "node:timers/promises";
import { createBiEncoder } from "secondpass/bi-encoder";
import { createLateInteraction } from "secondpass/late-interaction";
import { serve, stalled, timed } from "./serve.mjs";

// Other workers than the first load their model while the first is busy already.
const loadingMs = 1500;

const known = new Map();
let encoder;
let int8 = false;

async function rank(query, documents) {
  const { results } = await encoder.reranker.rerank(query, documents);
  const scores = [];
  for (const { index, score } of results) scores[index] = score;
  return scores;
}

serve({
  /** `store`: nothing, `float32` or `int8`. */
  async open({ kind, directory, file, workers, store, warmUp }) {
    int8 = store === "int8";
    // Random weights tell nothing relevant from irrelevant, and are not asked to. Nothing is cut that the cross-encoder reads.
    const vectors = store && ((documents) => documents.map((document) => known.get(document)));
    const options = { directory, file, workers, trust: "off", ...(vectors && { vectors }) };
    encoder =
      kind === "biEncoder"
        ? await createBiEncoder({ ...options, pooling: "mean" })
        : await createLateInteraction({ ...options, documentLength: 512 });
    await rank(warmUp.query, warmUp.documents);
    await sleep(loadingMs);
    await rank(warmUp.query, warmUp.documents);
  },

  /** Computes the vectors of documents before anybody asks, and how much room they take. */
  async fill({ documents }) {
    const { ms, value } = await timed(() => encoder.encodeDocuments(documents, { int8 }));
    for (const [i, vectors] of value.entries()) known.set(documents[i], vectors);
    const bytes = value.reduce((sum, { data, scales }) => sum + data.byteLength + (scales?.byteLength ?? 0), 0);
    return { ms, bytes, vectors: value.reduce((sum, { data, dimensions }) => sum + data.length / dimensions, 0) };
  },

  async run({ query, documents }) {
    const { ms, value } = await timed(() => rank(query, documents));
    return { ms, scores: value };
  },

  stall: ({ query, documents }) => stalled(() => rank(query, documents)),
});
