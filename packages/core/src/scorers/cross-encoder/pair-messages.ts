import type { ModelLayout } from "./read-layout.ts";
import type { ScoreNews } from "./score-news.ts";
import type { WorkerStart } from "./worker-messages.ts";

/** What a cross-encoder's worker is started with. */
export interface PairStart extends WorkerStart {
  layout: Omit<ModelLayout, "maxTokens">;
}

/** What it is given to do. */
export interface PairWork {
  query: string;
  texts: readonly string[];
}

export type PairNews = ScoreNews;
