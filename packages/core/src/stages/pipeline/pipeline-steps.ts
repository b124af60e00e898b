import type { DocumentInput, GateThresholds, Ranking, Reranker, RerankOptions } from "../../contract/index.ts";
import type { Arrangement } from "../arrange.ts";
import type { DedupeOptions } from "../dedupe.ts";
import type { DiversifyOptions } from "../diversify/diversify.ts";
import type { FusedDocument, FusionList, FusionMethod } from "../fuse/fusion.ts";
import type { CalibratedThresholds, GateOptions } from "../gate.ts";

/** What is done before and after reranking, in this order: `fuse`, `dedupe`, reranking, `gate`, `diversify`, `arrange`. */
export interface PipelineSteps {
  /** How several lists become one. Default: reciprocal rank fusion, all lists alike. */
  fuse?: FusionStep;
  /** Whether documents that say again what one above them says are left out before anything is scored. Default: false. */
  dedupe?: boolean | DedupeOptions;
  /** Whether what was found is judged, and what is of no use dropped. Default: it is not. */
  gate?: GateStep;
  /** Whether documents are put forward that add something to those above them. Default: false. */
  diversify?: boolean | Pick<DiversifyOptions, "lambda">;
  /** The order in which the results are returned. Default: `bestFirst`. */
  arrange?: Arrangement;
}

/** How several lists become one. */
export interface FusionStep {
  /** Default: `rrf`, which needs no scores. */
  method?: FusionMethod;
  /** Of `rrf`: how little the first ranks stand out, at least 0. Default: 60. */
  k?: number;
  /** How much each list counts, by its name, at least 0. A list that is not named here is refused. Default: 1 for any list. */
  weights?: Readonly<Record<string, number>>;
}

/** Thresholds, given or of a calibration, and the verdict on a ranking that has no probabilities. */
export type GateStep = (GateThresholds | { calibration: CalibratedThresholds }) & GateOptions;

/** What several retrievers found, by the retriever's name, each best first. */
export type NamedLists<D extends DocumentInput = DocumentInput> = Readonly<
  Record<string, readonly D[] | Pick<FusionList<D>, "documents" | "lowerIsBetter">>
>;

/** What comes out of a pipeline: a ranking whose results are in the order of its `arrange`; `rank` says which is best. */
export interface PipelineRanking<D extends DocumentInput = DocumentInput> extends Ranking<D> {
  /** What was reranked: the documents that came in, or the fused ones. Every `index` is a position in it. */
  candidates: readonly D[];
}

/** The whole second pass: lists of candidates in, what a language model is to read out. */
export interface Pipeline {
  readonly reranker: Reranker;
  readonly steps: PipelineSteps;
  /**
   * @param documents the candidates of one retriever, best first
   * @throws {RerankError} what `rerank` throws; `not_calibrated` where the gate finds no probabilities and `otherwise` is not given
   */
  run<D extends DocumentInput>(query: string, documents: readonly D[], options?: RerankOptions): Promise<PipelineRanking<D>>;
  /** @param lists the candidates of several retrievers, by name; they are fused */
  run<D extends DocumentInput>(
    query: string,
    lists: NamedLists<D>,
    options?: RerankOptions,
  ): Promise<PipelineRanking<FusedDocument<D>>>;
  /** Disposes the reranker. */
  dispose(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
