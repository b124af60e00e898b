import { estimateTokens } from "../../rank/index.ts";

/** Tokens that a model reads for each text, the query included, estimated by their characters and cut where the model cuts. */
export function pairTokens(query: string, texts: readonly string[], maxTokens: number = Number.POSITIVE_INFINITY): number[] {
  const queryTokens = estimateTokens(query);
  // Four characters to a token are more than the estimate needs: what follows would be cut in any case.
  const characters = maxTokens * 4;
  return texts.map((text) => Math.min(maxTokens, queryTokens + estimateTokens(text.slice(0, characters))));
}
