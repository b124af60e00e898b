import { planTournament, shuffled } from "../../../rank/index.ts";
import type { Run, Strategy } from "../run.ts";

/**
 * Tournaments in which groups select their best for the next stage; a document has a point for each stage that it survives,
 * and the points of all tournaments decide. `passes` tournaments are held at once, stage by stage, each
 * shown in orders of its own.
 * Chen et al., TourRank, 2024.
 */
export const tournament: Strategy = async (run, order) => {
  const points = new Map(order.map((position) => [position, 0]));
  const ranking = () => [...order].sort((a, b) => (points.get(b) as number) - (points.get(a) as number));
  let left = Array.from({ length: run.passes }, () => [...order]);
  for (const { groups, keep } of planTournament(order.length, run.window)) {
    left = await Promise.all(
      left.map(async (players) => {
        const survivors = await playStage(run, players, groups, keep);
        for (const position of survivors) points.set(position, (points.get(position) as number) + 1);
        run.update(ranking());
        return survivors;
      }),
    );
  }
  return ranking();
};

/** Dealt by place, so that the best of the first stage meet late, and shown in any order. */
async function playStage(run: Run, left: readonly number[], groupCount: number, keep: number): Promise<number[]> {
  const groups = Array.from({ length: groupCount }, (_, group) => left.filter((_, place) => place % groupCount === group));
  const selected = await Promise.all(
    groups.map(async (group) => {
      if (group.length <= keep) return group;
      const { order, failed } = await run.rank(shuffled(group, run.random), { top: keep });
      // Without an answer, those that stood higher.
      return failed ? group.slice(0, keep) : order.slice(0, keep);
    }),
  );
  const survivors = new Set(selected.flat());
  return left.filter((position) => survivors.has(position));
}
