import type { Reranker, RerankOptions, Scorer } from "../contract/index.ts";
import { assembleRanking, type Candidates, minScoreWarnings, prepareCandidates, whyNoneScored } from "../rank/index.ts";
import { instructionWarnings } from "./instruction-warnings.ts";
import { rerankerShell } from "./reranker-shell.ts";
import { scoreWithinBudget } from "./score-within-budget.ts";

/**
 * Makes a reranker of anything that scores. All rules of the contract that do not depend on how scores come about are kept
 * here: checks, depth, equal texts scored once, ties, `minScore`, `topN`, abort, deadline, dispose, receipt.
 *
 * @example
 * import { rerankerFromScorer } from "secondpass";
 *
 * const byLength = rerankerFromScorer({
 *   id: "length",
 *   scoreScale: "similarity",
 *   supports: { pointwise: true, abort: false, instructions: false },
 *   score: async (query, texts) => ({ scores: texts.map((text) => text.length) }),
 *   dispose: async () => {},
 * });
 * const { results } = await byLength.rerank("any", ["a", "ccc", "bb"]);
 * results.map((result) => result.document); // => ["ccc", "bb", "a"]
 */
export function rerankerFromScorer(scorer: Scorer): Reranker {
  return rerankerShell(scorer, async (query, documents, options, inFlight) => {
    const startedAt = performance.now();
    const candidates = prepareCandidates(documents, options, scorer.render);
    const outcome = await scoreWithinBudget(scorer, query, documents, candidates, options, inFlight);
    const totalMs = performance.now() - startedAt;
    const { scores, missing, report, deadlinePassed } = outcome;
    const known = candidates.scored.filter((index) => scores[index] !== undefined).length;
    const reason = whyNotAll(candidates, known, deadlinePassed, options);
    return {
      ...assembleRanking(documents, candidates, { scores, missing }, options),
      receipt: {
        reranked: known > 0,
        servedBy: scorer.id,
        ...(reason && { reason }),
        attempts:
          candidates.scored.length === 0
            ? []
            : [{ reranker: scorer.id, outcome: deadlinePassed ? "deadline" : "ok", durationMs: totalMs }],
        truncated: (report.truncated ?? []).map((truncation) => ({ ...truncation })),
        usage: { calls: candidates.scored.length === 0 ? 0 : 1, ...report.usage },
        timing: { totalMs, ...report.timing },
        ...(report.vectors && { vectors: { ...report.vectors } }),
        ...(report.requests && { requests: report.requests.map((request) => ({ ...request })) }),
        warnings: [
          ...candidates.warnings,
          ...instructionWarnings(scorer, options),
          ...(report.warnings ?? []),
          ...(deadlinePassed && reason ? [{ code: "deadline" as const, message: reason }] : []),
          ...minScoreWarnings(scores, options),
        ],
      },
    };
  });
}

function whyNotAll(candidates: Candidates, known: number, deadlinePassed: boolean, options: RerankOptions): string | undefined {
  const total = candidates.scored.length;
  if (deadlinePassed) return `deadline of ${options.deadlineMs} ms passed after ${known} of ${total} candidates were scored`;
  if (total > 0) return undefined;
  return whyNoneScored(candidates);
}
