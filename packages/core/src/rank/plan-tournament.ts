/** One stage: so many groups of equal size, of which so many each go on. */
export interface TournamentStage {
  groups: number;
  keep: number;
}

/** How many of a group each group of a stage has: documents are dealt one after the other, so the first groups may have one more. */
export function groupSizes(count: number, groups: number): number[] {
  return Array.from({ length: groups }, (_, group) => Math.ceil((count - group) / groups));
}

/**
 * Stages of a tournament from `count` documents to the last two: for 100 and a window of 20 those of the paper, 100 to 50 to
 * 20 to 10 to 5 to 2. Chen et al., TourRank, 2024.
 *
 * @example
 * import { planTournament } from "secondpass/rank";
 *
 * planTournament(100, 20); // => [{ groups: 5, keep: 10 }, { groups: 5, keep: 4 }, { groups: 1, keep: 10 }, { groups: 1, keep: 5 }, { groups: 1, keep: 2 }]
 */
export function planTournament(count: number, window: number): TournamentStage[] {
  const stages: TournamentStage[] = [];
  let left = count;
  // Of two there is one stage to tell which.
  if (count === 2) return [{ groups: 1, keep: 1 }];
  while (left > 2) {
    // The last stage above the window goes down to just one window, in smaller groups; before it, each stage keeps half.
    const isLast = left > window && left <= 2.5 * window;
    const groups = left <= window ? 1 : Math.ceil(left / (isLast ? Math.max(2, Math.floor(window / 2)) : window));
    const keep =
      left <= window ? Math.max(2, Math.floor(left / 2)) : Math.max(1, Math.floor((isLast ? window : left / 2) / groups));
    stages.push({ groups, keep });
    left = groupSizes(left, groups).reduce((sum, size) => sum + Math.min(size, keep), 0);
  }
  return stages;
}
