/** One stage: so many groups of equal size, of which so many each go on. */
export interface TournamentStage {
  groups: number;
  keep: number;
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
  while (left > 2) {
    // The last stage above the window goes down to just one window, in smaller groups; before it, each stage keeps half.
    const isLast = left > window && left <= 2.5 * window;
    const groups = left <= window ? 1 : Math.ceil(left / (isLast ? Math.max(2, Math.floor(window / 2)) : window));
    const keep =
      left <= window ? Math.max(2, Math.floor(left / 2)) : Math.max(1, Math.floor((isLast ? window : left / 2) / groups));
    stages.push({ groups, keep });
    const next = Math.min(left - 1, groups * keep);
    left = next;
  }
  return stages;
}
