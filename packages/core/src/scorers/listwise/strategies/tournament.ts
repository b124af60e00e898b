import { planTournament, shuffled } from "../../../rank/index.ts";
import type { Run, Strategy } from "../run.ts";

/**
 * Tournaments in which groups select their best for the next stage; a document has a point for each stage that it survives,
 * and the points of all tournaments decide. `passes` tournaments are held at once, each with groups of its own.
 * Chen et al., TourRank, 2024.
 */
export const tournament: Strategy = async (run, order) => {
  const points = new Map(order.map((position) => [position, 0]));
  const ranking = () => [...order].sort((a, b) => (points.get(b) as number) - (points.get(a) as number));
  const addPoint = (position: number) => {
    points.set(position, (points.get(position) as number) + 1);
  };
  await Promise.all(
    Array.from({ length: run.passes }, async () => {
      let left = [...order];
      for (const { groups, keep } of planTournament(order.length, run.window)) {
        left = await playStage(run, left, groups, keep);
        for (const position of left) addPoint(position);
        run.update(ranking());
      }
    }),
  );
  return ranking();
};

async function playStage(run: Run, left: readonly number[], groupCount: number, keep: number): Promise<number[]> {
  // Dealt by place, so that the best of the first stage meet late, and shown in any order.
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
