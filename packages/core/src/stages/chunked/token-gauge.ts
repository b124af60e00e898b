import type { MeasureOptions, Reranker } from "../../contract/index.ts";
import { estimateTokens, uniqueTexts } from "../../rank/index.ts";

/** How long texts are, and how long a passage may be, for one query. */
export interface TokenGauge {
  /** Most tokens of a passage, its title included. */
  readonly room: number;
  /** Whether tokens are estimated from the characters. */
  readonly estimated: boolean;
  /** Tokens of each text. */
  measure(texts: readonly string[]): Promise<number[]>;
}

// Of most cross-encoders, where nobody says.
const usualWindow = 512;

/**
 * Measures with the reranker's own tokenizer, or where it has none by estimate.
 *
 * @param tokens most of a passage, as far as the reranker reads that much beside the query
 */
export async function openTokenGauge(
  reranker: Reranker,
  query: string,
  tokens: number | undefined,
  options: MeasureOptions,
): Promise<TokenGauge> {
  const { supports } = reranker;
  if (!reranker.measureTokens) {
    const window = supports.maxTokens ?? (tokens === undefined ? usualWindow : Number.POSITIVE_INFINITY);
    const measure = async (texts: readonly string[]) => texts.map(estimateTokens);
    return { room: Math.min(tokens ?? window, besideQuery(window, estimateTokens(query))), estimated: true, measure };
  }
  const measureTokens = reranker.measureTokens.bind(reranker);
  const { room } = await measureTokens(query, [], options);
  return {
    room: Math.min(tokens ?? room, room),
    estimated: false,
    async measure(texts) {
      if (texts.length === 0) return [];
      const { unique, positions } = uniqueTexts(texts);
      const measured = await measureTokens(query, unique, options);
      return positions.map((position) => measured.tokens[position] as number);
    },
  };
}

/** A query that fills the window leaves half of it, as where pairs are cut here. */
function besideQuery(window: number, queryTokens: number): number {
  return Math.max(window - queryTokens, Math.ceil(window / 2));
}
