import { seededRandom } from "secondpass/adapter";
import { checkCount } from "../evaluate/check-options.ts";
import type { Qrels, Run } from "../files/run.ts";
import { rankDocuments } from "../metrics/rank-documents.ts";
import { normalQuantile } from "../statistics/paired-power.ts";
import { type ClickModelName, clickModels, simulateClicks } from "./click-models.ts";
import { teamDraft } from "./team-draft.ts";

export interface InterleavingOptions {
  /** How the simulated users click. Default: `navigational`. */
  clicks?: ClickModelName;
  /** Simulated impressions, each of a query drawn by chance. Default: 20,000. */
  impressions?: number;
  /** Documents shown. Default: 10. */
  depth?: number;
  /** For `impressionsNeeded`. Default: 0.8 and 0.05. */
  power?: number;
  alpha?: number;
  /** Default: 1. */
  seed?: number;
}

/** What interleaving two rankings would show, if users clicked as simulated ones do by the judgments. No user has clicked. */
export interface SimulatedInterleaving {
  simulated: true;
  clicks: ClickModelName;
  impressions: number;
  /** Impressions in which more of the clicks were on documents of the one, of the other, or as many of each. */
  winsA: number;
  winsB: number;
  ties: number;
  /** Of the impressions that one of them wins, the share of B. Null where none is won. */
  preferB: number | null;
  /** 95 % interval of that share as far as it is due to chance in the simulation. */
  ci95: [low: number, high: number] | null;
  /**
   * Impressions that a sign test needs to notice such a preference, ties included. Null where the simulation cannot tell the share from
   * one half.
   */
  impressionsNeeded: number | null;
}

/**
 * Simulates an interleaving experiment: team-draft interleaving of two runs, with clicks drawn from the judgments. It says what such an
 * experiment would take, not who is better: that is in the judgments already. Documents that nobody judged count as irrelevant.
 *
 * @throws {RerankError} `invalid_options`
 */
export function simulateInterleaving(
  qrels: Qrels,
  [runA, runB]: readonly [Run, Run],
  { clicks = "navigational", impressions = 20_000, depth = 10, power = 0.8, alpha = 0.05, seed = 1 }: InterleavingOptions = {},
): SimulatedInterleaving {
  checkCount("impressions", impressions);
  checkCount("depth", depth);
  const random = seededRandom(seed);
  const highest = [...qrels.values()].reduce((most, grades) => Math.max(most, ...grades.values()), 1);
  const queries = [...qrels].map(([id, grades]) => ({
    a: rankDocuments(runA.get(id) ?? []).slice(0, depth),
    b: rankDocuments(runB.get(id) ?? []).slice(0, depth),
    relevance: (document: string) => Math.max(0, grades.get(document) ?? 0) / highest,
  }));
  let [winsA, winsB] = [0, 0];
  for (let i = 0; i < impressions; i++) {
    const { a, b, relevance } = queries[Math.floor(random() * queries.length)] as (typeof queries)[number];
    const shown = teamDraft(a, b, random, depth);
    const clicked = simulateClicks(
      shown.map(({ id }) => relevance(id)),
      clickModels[clicks],
      random,
    );
    const lead = clicked.reduce((sum, rank) => sum + (shown[rank]?.team === "b" ? 1 : -1), 0);
    if (lead > 0) winsB++;
    if (lead < 0) winsA++;
  }
  const won = winsA + winsB;
  const share = won === 0 ? null : winsB / won;
  const ci95 = share === null ? null : wilsonInterval(share, won);
  const isClear = ci95 !== null && (ci95[0] > 0.5 || ci95[1] < 0.5);
  const needed = share !== null && isClear ? signTestSize(share, power, alpha) / (won / impressions) : null;
  return {
    simulated: true,
    clicks,
    impressions,
    winsA,
    winsB,
    ties: impressions - won,
    preferB: share,
    ci95,
    impressionsNeeded: needed === null ? null : Math.ceil(needed),
  };
}

/** Wilson, Probable inference, the law of succession, and statistical inference, 1927. */
function wilsonInterval(share: number, count: number): [low: number, high: number] {
  const z = normalQuantile(0.975);
  const middle = (share + z ** 2 / (2 * count)) / (1 + z ** 2 / count);
  const half = (z / (1 + z ** 2 / count)) * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2));
  return [middle - half, middle + half];
}

/** Decisions that a two-sided sign test needs, by the normal approximation. */
function signTestSize(share: number, power: number, alpha: number): number {
  const spread = normalQuantile(1 - alpha / 2) / 2 + normalQuantile(power) * Math.sqrt(share * (1 - share));
  return (spread / (share - 0.5)) ** 2;
}
