import type { DroppedDocument, Ranking, Receipt, ScoreScale } from "secondpass";
import { rankingOf as recalledRanking, rememberRanking } from "secondpass/adapter";
import type { Relevance } from "./relevance.ts";
import type { Metadata } from "./reranking-model-v3.ts";

/** What `providerMetadata.secondpass` holds, as plain JSON. */
export interface SecondpassMetadata {
  receipt: Receipt;
  dropped: DroppedDocument[];
  /** What the scores of the answer are; with `rank` they are one divided by the place. */
  scoreScale: ScoreScale;
  /** Input positions of the documents that were not scored; the number that they carry only keeps their place. */
  unscored: number[];
}

/** The metadata of an answer, through which `rankingOf` finds the ranking again. */
export function providerMetadata(ranking: Ranking, { scoreScale, unscored }: Relevance): Record<string, Metadata> {
  const metadata: SecondpassMetadata = { receipt: ranking.receipt, dropped: ranking.dropped, scoreScale, unscored };
  // A receipt is plain data; the detour makes it a copy, free of `undefined`.
  const plain = { secondpass: JSON.parse(JSON.stringify(metadata)) as Metadata };
  rememberRanking(ranking, [plain]);
  return plain;
}

/**
 * The ranking behind a result of `rerank()`, with receipt, first-stage ranks and all else. `undefined` for a result that did not
 * come from here, or whose metadata was copied on the way; `providerMetadata.secondpass` then still has the receipt.
 *
 * @example
 * import { rerank } from "ai";
 * import { rankingOf, rerankingModel } from "@secondpass/ai-sdk";
 *
 * const model = rerankingModel("lexical");
 * const result = await rerank({ model, query: "install rust", documents: ["Iron oxide.", "Install Rust with rustup."] });
 * rankingOf(result).receipt.servedBy; // => "lexical"
 */
export function rankingOf(result: { readonly providerMetadata?: object | undefined }): Ranking | undefined {
  return result.providerMetadata && recalledRanking(result.providerMetadata);
}
