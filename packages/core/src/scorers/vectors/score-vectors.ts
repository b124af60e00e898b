import type { ScoreContext, Scores, Warning } from "../../contract/index.ts";
import { planChunks, type TokenVectors, vectorCount } from "../../rank/index.ts";
import type { ModelLease } from "../onnx/pool/lease-model.ts";
import { createScoreWork } from "../onnx/pool/score-work.ts";
import type { VectorWorker } from "./vector-messages.ts";

// Characters to a token of English, as for pairs, and comparisons with as many vectors that cost as much as reading one token. Where
// they are wrong, chunks are uneven, no more.
const charactersPerToken = 4;
const vectorsPerToken = 64;

/** Has the workers of a pool score documents for a query, by their vectors or by vectors that are computed of their texts. */
export async function scoreVectors(
  { pool, chunking }: Pick<ModelLease<VectorWorker>, "pool" | "chunking">,
  query: string,
  documents: readonly (string | TokenVectors)[],
  context: Pick<ScoreContext, "signal" | "priority" | "deadlineAt" | "onScores">,
): Promise<Scores> {
  const lengths = documents.map((document) =>
    typeof document === "string" ? document.length / charactersPerToken : vectorCount(document) / vectorsPerToken,
  );
  const order = context.deadlineAt === undefined ? "longest" : "given";
  const work = createScoreWork<VectorWorker>({
    chunks: planChunks(lengths, { targetTokens: chunking.chunkTokens, workers: chunking.workers, order }),
    ask: (worker, positions, task, hear) => {
      const part = positions.map((position) => toSend(documents[position] as string | TokenVectors));
      return worker.run({ type: "score", query, documents: part }, task, (news) =>
        news.type === "vectors" ? undefined : hear(news),
      );
    },
    onScores: context.onScores,
  });
  const { queryTruncated, ...scores } = await pool.submit(work, context);
  return { ...scores, warnings: queryTruncated ? [queryWarning] : [] };
}

const queryWarning: Warning = { code: "query_truncated", message: "the query is longer than the model reads and was cut" };

/** Sending a view copies all of the memory that it looks at, which may be a whole database. */
function toSend(document: string | TokenVectors): string | TokenVectors {
  if (typeof document === "string") return document;
  const { dimensions, data, scales } = document;
  return { dimensions, data: alone(data), ...(scales && { scales: alone(scales) }) };
}

function alone<A extends Float32Array | Int8Array>(values: A): A {
  return (values.byteLength === values.buffer.byteLength ? values : values.slice()) as A;
}
