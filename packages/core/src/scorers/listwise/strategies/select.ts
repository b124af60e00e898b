import { fusePrior, planSelect } from "../../../rank/index.ts";
import type { Run, Strategy } from "../run.ts";

/**
 * Rounds of groups that are ranked at the same time, each keeping its best, until one window holds those that are left. Two
 * rounds for a hundred documents, where a sliding window takes nine calls one after the other.
 */
export const select: Strategy = async (run, order) => {
  const { window, topK, consistency, priorWeight } = run;
  const rounds = planSelect(order.length, { window, topK });
  let left = [...order];
  let beaten: number[] = [];
  for (const [i, { groups, keep }] of rounds.entries()) {
    const isFinal = i === rounds.length - 1;
    const members = groups.map((group) => group.map((place) => left[place] as number));
    if (isFinal) {
      const [finalists = []] = members;
      // The order of the first stage, not of the round before: that is what is independent of the model.
      const prior = order.filter((position) => finalists.includes(position));
      const onAnswer = (known: readonly number[]) => run.update([...fusePrior(known, prior, priorWeight), ...beaten]);
      const ranked = await run.rank(finalists, { top: Math.min(topK, finalists.length), consistency, onAnswer });
      left = ranked.failed ? ranked.order : fusePrior(ranked.order, prior, priorWeight);
    } else {
      const fused = await rankGroups(run, members, keep, left, beaten);
      const survivors = new Set(fused.survivors);
      left = fused.order.filter((position) => survivors.has(position));
      beaten = [...fused.order.filter((position) => !survivors.has(position)), ...beaten];
    }
    run.update([...left, ...beaten]);
  }
  return [...left, ...beaten];
};

/** Ranks groups side by side, telling the best order known as each comes back. */
async function rankGroups(
  run: Run,
  members: readonly (readonly number[])[],
  keep: number,
  left: readonly number[],
  beaten: readonly number[],
): Promise<{ order: number[]; survivors: number[] }> {
  // A group that is not back, or never comes, stands as it stood before.
  const orders = members.map((group) => [...group]);
  const fused = () => fuseGroups(orders, left);
  await Promise.all(
    members.map(async (group, i) => {
      if (group.length < 2) return;
      const ranked = await run.rank(group, { top: Math.min(keep, group.length) });
      orders[i] = ranked.order;
      run.update([...fused(), ...beaten]);
    }),
  );
  return { order: fused(), survivors: orders.flatMap((order) => order.slice(0, keep)) };
}

/** Groups woven together by the place in the group, and where that is equal by the place before. */
function fuseGroups(orders: readonly (readonly number[])[], before: readonly number[]): number[] {
  const placeBefore = new Map(before.map((position, place) => [position, place]));
  const value = new Map<number, number>();
  for (const order of orders) {
    order.forEach((position, place) => void value.set(position, place * orders.length + (placeBefore.get(position) as number)));
  }
  return [...before].sort((a, b) => (value.get(a) as number) - (value.get(b) as number));
}
