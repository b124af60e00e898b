import type { ScoreContext } from "../../contract/index.ts";
import type { TokenVectors } from "../../rank/index.ts";
import { chunkTexts } from "../onnx/pool/chunk-texts.ts";
import type { ModelLease } from "../onnx/pool/lease-model.ts";
import type { VectorWorker } from "./vector-messages.ts";
import type { TextRole } from "./vector-reader.ts";

/** Has the workers of a pool compute the vectors of texts, in the order of the texts. */
export async function encodeTexts(
  { pool, chunking }: Pick<ModelLease<VectorWorker>, "pool" | "chunking">,
  role: TextRole,
  texts: readonly string[],
  int8: boolean,
  turn: Pick<ScoreContext, "signal" | "priority">,
): Promise<TokenVectors[]> {
  if (texts.length === 0) return [];
  const all: TokenVectors[] = new Array(texts.length);
  return pool.submit(
    {
      chunks: chunkTexts("", texts, "longest", chunking),
      async run(worker, positions, context) {
        const part = positions.map((position) => texts[position] as string);
        const vectors = await worker.run({ type: "encode", role, texts: part, int8 }, context, (news) =>
          news.type === "vectors" ? news.vectors : undefined,
        );
        positions.forEach((position, i) => {
          all[position] = vectors[i] as TokenVectors;
        });
      },
      result: () => all,
    },
    turn,
  );
}
