import type { TokenMeasure } from "../../contract/index.ts";
import type { ScoreNews } from "../onnx/pool/score-news.ts";
import type { WorkerStart } from "../onnx/pool/worker-messages.ts";
import type { ModelLayout } from "./read-layout.ts";

/** What a cross-encoder's worker is started with. */
export interface PairStart extends WorkerStart {
  layout: Omit<ModelLayout, "maxTokens">;
}

/** What it is given to do: texts to be scored, or only to be measured in tokens. */
export interface PairWork {
  type: "score" | "measure";
  query: string;
  texts: readonly string[];
}

/** Of texts that are scored what `ScoreNews` says; of texts that are measured one `measured`. */
export type PairNews = ScoreNews | MeasuredTexts;

export interface MeasuredTexts extends TokenMeasure {
  type: "measured";
}
