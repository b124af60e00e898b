import { checkWindow } from "./plan-windows.ts";

export interface SelectPlanOptions {
  /** Documents shown at a time, at least 2. Default: 20. */
  window?: number;
  /** Results that matter, at least 1. Default: 10. */
  topK?: number;
}

/** One round: groups that are ranked side by side, each keeping its best. */
export interface SelectRound {
  /** Places in this round's list, by group, in the list's order. */
  groups: number[][];
  /** How many of each group go on. */
  keep: number;
}

/**
 * The rounds of a ranking by selection: all documents in groups at once, the best of each group into the next round, until
 * one window holds those that are left. Groups are dealt as a snake (1 2 3 3 2 1 1 2 ...), so that the best of the first stage
 * do not meet in the first round. The last round is the final window, in one group that keeps all.
 *
 * @returns no round for a list of fewer than two
 * @throws {RerankError} `invalid_options`
 *
 * @example
 * import { planSelect } from "secondpass/rank";
 *
 * const rounds = planSelect(100, { window: 20, topK: 10 });
 * rounds.map(({ groups, keep }) => [groups.length, keep]); // => [[5, 4], [1, 20]]
 * rounds[0].groups[0].slice(0, 4); // => [0, 9, 10, 19]
 */
export function planSelect(count: number, options: SelectPlanOptions = {}): SelectRound[] {
  const { topK = 10 } = options;
  const { window } = checkWindow({ window: options.window ?? 20, stride: 1 });
  const rounds: SelectRound[] = [];
  let left = count;
  while (left > window) {
    const groups = dealSnake(left, Math.ceil(left / window));
    const share = Math.floor(window / groups.length);
    // A group may hold more than its share of the best: two more than that must get through, or another round is worth it.
    const keep = share >= Math.ceil(topK / groups.length) + 2 ? share : Math.max(1, Math.floor(0.4 * window));
    rounds.push({ groups, keep });
    left = groups.reduce((sum, group) => sum + Math.min(keep, group.length), 0);
  }
  if (left > 1) rounds.push({ groups: dealSnake(left, 1), keep: left });
  return rounds;
}

/** Deals places to groups, turning round at each end. */
function dealSnake(count: number, groupCount: number): number[][] {
  const groups: number[][] = Array.from({ length: groupCount }, () => []);
  for (let place = 0; place < count; place++) {
    const turn = Math.floor(place / groupCount);
    const step = place % groupCount;
    groups[turn % 2 === 0 ? step : groupCount - 1 - step]?.push(place);
  }
  return groups;
}
