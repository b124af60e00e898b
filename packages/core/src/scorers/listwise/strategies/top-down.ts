import type { Run, Strategy } from "../run.ts";

// A model that contradicts itself may let everything past the pivot for ever.
const mostRounds = 6;

/**
 * Ranks the head of the list, takes its last relevant document as a pivot, and looks at once through all the rest for what is
 * better than the pivot; what is goes into the next round with the head.
 * Parry et al., Top-Down Partitioning for Efficient List-Wise Ranking, 2024, with its partitions in parallel.
 */
export const topDown: Strategy = (run, order) => partition(run, order, [], mostRounds);

async function partition(run: Run, order: readonly number[], beaten: readonly number[], rounds: number): Promise<number[]> {
  const { window, topK, consistency } = run;
  const head = order.slice(0, window);
  const rest = order.slice(window);
  if (head.length < 2) return [...order, ...beaten];
  const ranked = await run.rank(head, { top: Math.min(topK, head.length), consistency });
  run.update([...ranked.order, ...rest, ...beaten]);
  if (rest.length === 0 || rounds === 0) return [...ranked.order, ...rest, ...beaten];

  // The last that matters, as far as one window can show it.
  const pivotPlace = Math.min(topK, window - 1) - 1;
  const pivot = ranked.order[pivotPlace] as number;
  const above = ranked.order.slice(0, pivotPlace);
  const below = ranked.order.slice(pivotPlace + 1);
  const parts = Array.from({ length: Math.ceil(rest.length / (window - 1)) }, (_, i) =>
    rest.slice(i * (window - 1), (i + 1) * (window - 1)),
  );
  const found = await Promise.all(parts.map((part) => beatsPivot(run, pivot, part)));
  const better = found.flatMap(({ better }) => better);
  const worse = [...below, ...found.flatMap(({ worse }) => worse), ...beaten];
  if (better.length === 0) return [...above, pivot, ...worse];
  const candidates = [...above, ...better];
  // The pivot is beaten by all of them, and they go on among themselves.
  return partition(run, candidates, [pivot, ...worse], rounds - 1);
}

async function beatsPivot(run: Run, pivot: number, part: readonly number[]): Promise<{ better: number[]; worse: number[] }> {
  const { order, failed } = await run.rank([pivot, ...part], { top: part.length + 1 });
  // Without an answer nobody has beaten anybody.
  const place = failed ? 0 : order.indexOf(pivot);
  return { better: order.slice(0, place), worse: order.slice(place + 1) };
}
