import type { ScoreNews } from "../onnx/pool/score-news.ts";
import type { WorkerStart } from "../onnx/pool/worker-messages.ts";
import type { ModelLayout } from "./read-layout.ts";

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
