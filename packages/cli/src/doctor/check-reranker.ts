import { createPipeline, isRerankError, type Ranking, type Reranker } from "secondpass";
import { adviceFor } from "./advice.ts";
import type { Finding } from "./finding.ts";
import { probeAnswer, probeDocuments, probeQuery } from "./probe.ts";

export interface RerankerCheck {
  /** Spec, JSON, or `undefined` for the one that is configured. */
  spec: string | undefined;
  /** Calls to make, at least 1; each may cost what a call costs. */
  calls: number;
}

/** Makes the reranker, has it rank what has a known answer, and looks at what it does. */
export async function checkReranker({ spec, calls }: RerankerCheck): Promise<Finding[]> {
  const startedAt = performance.now();
  let reranker: Reranker;
  try {
    ({ reranker } = await createPipeline(spec));
  } catch (error) {
    return [failure("configuration", error)];
  }
  try {
    const loadMs = performance.now() - startedAt;
    const { id, scoreScale, supports } = reranker;
    const limits = [
      supports.maxTokens && `${supports.maxTokens} tokens a pair`,
      supports.maxDocuments && `${supports.maxDocuments} documents a call`,
      supports.pointwise ? "scores of several calls can be merged" : "scores hold within a call only",
      supports.instructions && "follows instructions",
    ].filter(Boolean);
    const made: Finding = { check: "configuration", status: "ok", detail: `${id}, ready in ${loadMs.toFixed(0)} ms` };
    const able: Finding = { check: "limits", status: "ok", detail: `${limits.join(", ")}; scores: ${scoreScale}` };
    return [made, able, ...(await probe(reranker, calls))];
  } finally {
    await reranker.dispose();
  }
}

async function probe(reranker: Reranker, calls: number): Promise<Finding[]> {
  const times: number[] = [];
  const rankings: Ranking[] = [];
  for (let call = 0; call < calls; call++) {
    const startedAt = performance.now();
    try {
      rankings.push(await reranker.rerank(probeQuery, probeDocuments));
    } catch (error) {
      return [failure("reachability", error)];
    }
    times.push(performance.now() - startedAt);
  }
  // The first failure has the reason; the calls after it may find a circuit open and no more.
  const ranking = rankings.find(hasFailures) ?? rankings.at(-1);
  return ranking ? [reached(ranking), latency(times), spread(ranking, reranker), ...warnings(ranking)] : [];
}

function hasFailures({ receipt }: Ranking): boolean {
  return receipt.attempts.some(isFailed);
}

function isFailed({ outcome }: Ranking["receipt"]["attempts"][number]): boolean {
  return outcome === "error" || outcome === "deadline";
}

function reached({ receipt }: Ranking): Finding {
  const failed = receipt.attempts.filter(isFailed);
  if (!receipt.reranked) {
    return { check: "reachability", status: "failure", detail: `nothing was reranked: ${receipt.reason ?? "no reason given"}` };
  }
  if (failed.length === 0) return { check: "reachability", status: "ok", detail: `answered by ${receipt.servedBy}` };
  const [first] = failed;
  return {
    check: "reachability",
    status: "warning",
    detail: `${first?.reranker}: ${first?.error?.message ?? first?.outcome}; served by ${receipt.servedBy}`,
    advice: "a fallback answers; repair the first of the chain",
  };
}

function latency(times: readonly number[]): Finding {
  const [first] = times;
  const sorted = [...times].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] as number;
  const detail = `${median.toFixed(0)} ms for ${probeDocuments.length} short documents (median of ${times.length}; first ${first?.toFixed(0)} ms)`;
  return { check: "latency", status: "ok", detail };
}

/** A reranker that gives everything the same score is no error to anyone, and ranks nothing. */
function spread({ results }: Ranking, { scoreScale }: Reranker): Finding {
  const check = "order and spread";
  const scores = results.flatMap(({ score }) => score ?? []);
  const onTop = results[0]?.index === probeAnswer;
  const range = scores.length > 1 ? Math.max(...scores) - Math.min(...scores) : undefined;
  const detail = `${onTop ? "the answer is on top" : `the answer is number ${results.find(({ index }) => index === probeAnswer)?.rank}`}${
    range === undefined ? "" : `, scores from ${Math.min(...scores).toPrecision(3)} to ${Math.max(...scores).toPrecision(3)}`
  }`;
  if (scoreScale !== "rank" && range === 0) {
    return { check, status: "failure", detail, advice: "all scores are the same: the model, its head or its template is wrong" };
  }
  if (!onTop) return { check, status: "warning", detail, advice: "measure it on your own data before you rely on it" };
  return { check, status: "ok", detail };
}

function warnings({ receipt }: Ranking): Finding[] {
  return receipt.warnings.map(({ code, message }) => ({ check: code, status: "warning", detail: message }));
}

function failure(check: string, error: unknown): Finding {
  const advice = adviceFor(error);
  const detail = isRerankError(error) ? `${error.message} [${error.code}]` : String(error);
  return { check, status: "failure", detail, ...(advice !== undefined && { advice }) };
}
