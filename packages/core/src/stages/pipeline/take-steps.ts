import type { DocumentInput, DroppedDocument, Ranking, Reranker, RerankOptions } from "../../contract/index.ts";
import { checkCall } from "../../rank/index.ts";
import { arrange } from "../arrange.ts";
import { dedupe } from "../dedupe.ts";
import { diversify } from "../diversify/diversify.ts";
import type { FusedDocument } from "../fuse/fusion.ts";
import { gate } from "../gate.ts";
import { reindexRanking } from "../reindex-ranking.ts";
import { fuseNamedLists } from "./fuse-named-lists.ts";
import type { GateStep, NamedLists, PipelineRanking, PipelineSteps } from "./pipeline-steps.ts";

/** Reranks one list of candidates, with the steps that come before and after. */
export async function takeSteps<D extends DocumentInput>(
  reranker: Pick<Reranker, "rerank">,
  steps: PipelineSteps,
  query: string,
  documents: readonly D[],
  options: RerankOptions = {},
): Promise<PipelineRanking<D>> {
  checkCall(query, documents, options);
  const { topN, ...others } = options;
  // Which of them add something to the best can only be told of all of them.
  const ranking = await rerankDistinct(reranker, steps.dedupe, query, documents, steps.diversify ? others : options);
  const judged = steps.gate ? judge(ranking, steps.gate) : ranking;
  const varied = steps.diversify ? diversify(judged, { ...(steps.diversify !== true && steps.diversify), topN }) : judged;
  return { ...arranged(varied, steps.arrange), candidates: documents };
}

/** The same for what several retrievers found, fused; what the fusion has to say is in the receipt. */
export async function takeStepsOnLists<D extends DocumentInput>(
  reranker: Pick<Reranker, "rerank">,
  steps: PipelineSteps,
  query: string,
  lists: NamedLists<D>,
  options?: RerankOptions,
): Promise<PipelineRanking<FusedDocument<D>>> {
  const { documents, warnings } = fuseNamedLists(lists, steps.fuse);
  const ranking = await takeSteps(reranker, steps, query, documents, options);
  const { receipt } = ranking;
  return { ...ranking, receipt: { ...receipt, warnings: [...warnings, ...receipt.warnings] } };
}

async function rerankDistinct<D extends DocumentInput>(
  reranker: Pick<Reranker, "rerank">,
  step: PipelineSteps["dedupe"],
  query: string,
  documents: readonly D[],
  options: RerankOptions,
): Promise<Ranking<D>> {
  const duplicates: DroppedDocument[] = step ? dedupe(documents, step === true ? {} : step).dropped : [];
  if (duplicates.length === 0) return reranker.rerank(query, documents, options);
  const left = new Set(duplicates.map(({ index }) => index));
  const positions = [...documents.keys()].filter((index) => !left.has(index));
  const { onOrder } = options;
  const ranking = await reranker.rerank(
    query,
    positions.map((position) => documents[position] as D),
    {
      ...options,
      ...(onOrder && { onOrder: (order) => onOrder([...order.map((i) => positions[i] as number), ...left]) }),
    },
  );
  const reindexed = reindexRanking(ranking, positions);
  return { ...reindexed, dropped: [...reindexed.dropped, ...duplicates] };
}

function judge<D extends DocumentInput>(ranking: Ranking<D>, { otherwise, ...given }: GateStep): Ranking<D> {
  const { kept, dropped, ...report } = gate(ranking, "calibration" in given ? given.calibration : given, { otherwise });
  return { results: kept, dropped, receipt: { ...ranking.receipt, gate: report } };
}

function arranged<D extends DocumentInput>(ranking: Ranking<D>, arrangement: PipelineSteps["arrange"]): Ranking<D> {
  if (arrangement === undefined || arrangement === "bestFirst") return ranking;
  const { results, receipt } = ranking;
  return { ...ranking, results: arrange(results, arrangement), receipt: { ...receipt, arranged: arrangement } };
}
