import { type DocumentInput, RerankError, type Reranker, type Warning } from "../../contract/index.ts";
import { type CallBudget, startCallBudget } from "../../io/call-budget.ts";
import { checkDocuments, documentText, type TokenVectors } from "../../rank/index.ts";
import type { ModelLease } from "../onnx/pool/lease-model.ts";
import { rerankerFromScorer } from "../reranker-from-scorer.ts";
import { encodeTexts } from "./encode-texts.ts";
import { scoreVectors } from "./score-vectors.ts";
import type { VectorWorker } from "./vector-messages.ts";
import type { TextRole } from "./vector-reader.ts";
import { findStored, type VectorStore } from "./vector-store.ts";

export interface EncodeOptions {
  /** Whether vectors are of 8 bits, a quarter of the room. Default: false. */
  int8?: boolean;
  /** Rejects the call with the signal's reason and stops work in flight. */
  signal?: AbortSignal;
  /** Higher goes first where calls wait for the same model. Default: 0. */
  priority?: number;
}

/** A model whose texts are compared by vectors: as a reranker, and the vectors themselves, for a store. */
export interface VectorEncoder {
  reranker: Reranker;
  /** Length of a vector. */
  readonly dimensions: number;
  /**
   * What vectors depend on beside their text: model, settings. A store keeps it with them; vectors of another fingerprint are another
   * model's.
   */
  readonly fingerprint: string | undefined;
  /**
   * Computes the vectors of documents, of their titles too, as the reranker reads them.
   *
   * @throws {RerankError} `invalid_document`, `invalid_vectors` where the model returns numbers that are none, `inference_failed`, `disposed`
   */
  encodeDocuments(documents: readonly DocumentInput[], options?: EncodeOptions): Promise<TokenVectors[]>;
  /** Computes the vectors of a query, to be compared elsewhere. */
  encodeQuery(query: string, options?: Omit<EncodeOptions, "int8">): Promise<TokenVectors>;
}

export interface VectorEncoderOptions {
  id: string;
  lease: ModelLease<VectorWorker>;
  /** Vectors that were computed before. */
  vectors?: VectorStore;
  /** Most tokens of a document. */
  maxTokens: number;
  /** What the caller ought to know of the model. */
  warnings: readonly Warning[];
}

/** Makes a reranker of a loaded model that compares vectors; its disposal lets go of the model. */
export function createVectorEncoder({ id, lease, vectors, maxTokens, warnings }: VectorEncoderOptions): VectorEncoder {
  const { info, fingerprint } = lease;
  const inFlight = new Set<CallBudget>();
  let disposed: RerankError | undefined;

  const reranker = rerankerFromScorer({
    id,
    // Scores of stored vectors depend on the store too, of which nothing is known.
    ...(fingerprint !== undefined && !vectors && { fingerprint }),
    scoreScale: "similarity",
    supports: { pointwise: true, abort: true, instructions: false, maxTokens },
    async score(query, texts, context) {
      const { documents, signal } = context;
      const stored = vectors ? await findStored(vectors, documents, info.dimensions, signal) : [];
      const given = texts.map((text, position) => stored[position] ?? text);
      const scores = await scoreVectors(lease, query, given, context);
      const count = stored.filter((found) => found !== undefined).length;
      return {
        ...scores,
        vectors: { stored: count, computed: texts.length - count },
        warnings: [...warnings, ...(scores.warnings ?? [])],
      };
    },
    async dispose() {
      disposed = new RerankError("disposed", `${id} was disposed; create a new reranker`);
      for (const budget of inFlight) budget.fail(disposed);
      await lease.release();
    },
  });

  async function encode(role: TextRole, texts: readonly string[], { int8 = false, signal, priority = 0 }: EncodeOptions) {
    if (disposed) throw disposed;
    signal?.throwIfAborted();
    const budget = startCallBudget({ signals: [signal] });
    inFlight.add(budget);
    try {
      const wellFormed = texts.map((text) => text.toWellFormed());
      return await budget.race(encodeTexts(lease, role, wellFormed, int8, { signal: budget.signal, priority }));
    } finally {
      inFlight.delete(budget);
      budget.end();
    }
  }

  return {
    reranker,
    dimensions: info.dimensions,
    fingerprint,
    async encodeDocuments(documents, options = {}) {
      checkDocuments(documents);
      return encode("document", documents.map(documentText), options);
    },
    async encodeQuery(query, options = {}) {
      return (await encode("query", [query], options))[0] as TokenVectors;
    },
  };
}
