import type { TokenVectors } from "../../rank/index.ts";
import type { ModelWorker } from "../onnx/pool/model-worker.ts";
import type { ScoreNews } from "../onnx/pool/score-news.ts";
import type { ModelInfo, WorkerStart } from "../onnx/pool/worker-messages.ts";
import type { TextRole } from "./vector-reader.ts";

/** What every kind of model says of its graph. Plain data: it crosses into the worker. */
export interface VectorLayout {
  /** Position of the first token. */
  firstPosition: number;
  /** Kinds of tokens that the model tells apart. */
  types?: number;
  /** Names of the output that is read, the best first. */
  outputs: readonly string[];
  /** Length that a vector must have, where the model's files say. */
  dimensions?: number;
}

/** What a worker with vectors is started with. */
export interface VectorStart<Layout extends VectorLayout = VectorLayout> extends WorkerStart {
  layout: Layout;
}

export interface VectorInfo extends ModelInfo {
  /** Length of a vector. */
  dimensions: number;
}

export type VectorWork =
  | {
      type: "score";
      query: string;
      /** The vectors of a document, or the text that they are to be computed of. */
      documents: readonly (string | TokenVectors)[];
    }
  | { type: "encode"; role: TextRole; texts: readonly string[]; int8: boolean };

export type VectorNews = ScoreNews | EncodedNews;

/** The vectors of all texts of a task. */
export interface EncodedNews {
  type: "vectors";
  vectors: TokenVectors[];
}

export type VectorWorker = ModelWorker<VectorWork, VectorNews, VectorInfo>;
