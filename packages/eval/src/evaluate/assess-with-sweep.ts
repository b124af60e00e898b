import type { Reranker } from "secondpass";
import { type Assessment, assess } from "./assess.ts";
import type { DepthSweep } from "./depth-sweep.ts";
import type { RunOptions } from "./evaluate-options.ts";
import { joinProgress } from "./join-progress.ts";
import { depthResultOf, measureDepths } from "./measure-depths.ts";
import { qualityAtDepth } from "./quality-at-depth.ts";
import { longestPool, type Setup } from "./setup.ts";

type Options = RunOptions & { signal?: AbortSignal };

const usualDepths = [10, 20, 50, 100];
/** Enough for a time, and for a curve that can be read. */
const mostTimed = 100;

/** Assesses a reranker, and where a sweep is wanted sweeps depths with it. */
export async function assessWithSweep(setup: Setup, reranker: Reranker, options: Options): Promise<Assessment> {
  const nextPart = joinProgress(options.onProgress);
  const assessment = await assess(setup, reranker, { ...options, onProgress: nextPart() });
  const sweep = await sweepBeside(setup, reranker, assessment, { ...options, onProgress: nextPart() });
  return sweep ? { ...assessment, evaluation: { ...assessment.evaluation, sweep } } : assessment;
}

async function sweepBeside(
  setup: Setup,
  reranker: Reranker,
  { before, reranked = [] }: Assessment,
  { depths: asked, report, concurrency, onProgress, signal }: Options,
): Promise<DepthSweep | undefined> {
  const depths = asked ?? (report === undefined ? [] : depthsUpTo(Math.min(setup.depth, longestPool(setup.queries))));
  if (depths.length === 0) return undefined;
  const isTimed = asked !== undefined || reranked.every(({ free }) => free);
  const isKnown = reranker.supports.pointwise && reranked.every(({ reason }) => reason === undefined);
  if (!isTimed && !isKnown) return undefined;
  const sample = isTimed ? spread(setup.queries, mostTimed) : [];
  const measured = isTimed
    ? await measureDepths({ ...setup, queries: sample }, reranker, depths, { concurrency, onProgress, signal })
    : [];
  const timed = measured.map(depthResultOf);
  const known = isKnown ? depths.map((depth) => qualityAtDepth(setup, before, reranked, depth)) : undefined;
  return {
    queries: known ? setup.queries.length : sample.length,
    timedQueries: sample.length,
    depths: known?.map((result, i) => ({ ...result, msPerQuery: timed[i]?.msPerQuery ?? null })) ?? timed,
  };
}

/** The usual depths below one, and that; nothing where there is no other. */
function depthsUpTo(deepest: number): number[] {
  const above = usualDepths.filter((depth) => depth < deepest);
  return above.length === 0 ? [] : [...above, deepest];
}

/** At most so many, evenly spaced, in their order. */
function spread<T>(values: readonly T[], count: number): T[] {
  const step = Math.max(1, values.length / count);
  return Array.from({ length: Math.min(count, values.length) }, (_, i) => values[Math.floor(i * step)] as T);
}
