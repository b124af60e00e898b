import { readJudgedQueries } from "../../data/beir-collection.ts";
import { noSharedData, sharedData } from "../../data/shared-data.ts";
import { type SimulatedFigures, type Simulation, simulateRankings } from "../../data/simulate-rankings.ts";
import { simulatedProfiles } from "../../data/simulated-llm.ts";
import { toSimulatedTable, writeSimulatedPage } from "../report/simulated-page.ts";
import type { Section } from "./section.ts";

/** One row of the simulation: a strategy, and what came of it with each profile. */
export interface SimulatedRow {
  strategy: string;
  /** Of the middle profile; the others differ by their retries. */
  figures: SimulatedFigures;
  ndcg: Record<keyof typeof simulatedProfiles, number>;
}

const strategies: Readonly<Record<string, Simulation["options"]>> = {
  single: { strategy: "single" },
  slidingWindow: { strategy: "slidingWindow" },
  "slidingWindow, consistency 3": { strategy: "slidingWindow", consistency: 3 },
  topDown: { strategy: "topDown" },
  tournament: { strategy: "tournament" },
  "tournament, passes 2": { strategy: "tournament", passes: 2 },
  "setwise, window 10": { strategy: "setwise", window: 10 },
  "select, priorWeight 0": { strategy: "select", priorWeight: 0 },
  select: { strategy: "select" },
  "select, consistency 3": { strategy: "select", consistency: 3 },
  refine: { strategy: "refine" },
  "refine, consistency 3": { strategy: "refine", consistency: 3 },
};

/** Simulated: what each strategy costs and brings, over BM25's candidates of TREC DL19. */
export const listwise: Section = async ({ quick, results }) => {
  if (noSharedData !== undefined) return void process.stderr.write(`listwise is left out: ${noSharedData}\n`);
  const queries = await readJudgedQueries(`${sharedData}collections/trec-dl19-rerank`, "runs/BM25.trec");
  const seeds = quick ? [1] : [1, 2, 3];
  const rows = await results.once("listwise", async () => {
    const rows: SimulatedRow[] = [];
    for (const [strategy, options] of Object.entries(strategies)) {
      const simulate = (name: keyof typeof simulatedProfiles, withTexts = false) =>
        simulateRankings({ queries, profile: simulatedProfiles[name], seeds: withTexts ? [1] : seeds, options, withTexts });
      const [weak, mid, consistent] = [await simulate("weak"), await simulate("mid"), await simulate("consistent")];
      const { inputTokens, outputTokens } = await simulate("mid", true);
      rows.push({
        strategy,
        figures: { ...mid, inputTokens, outputTokens },
        ndcg: { weak: weak.ndcg, mid: mid.ndcg, consistent: consistent.ndcg },
      });
      process.stderr.write(".");
    }
    return rows;
  });
  process.stdout.write(toSimulatedTable(rows));
  if (!quick) writeSimulatedPage(rows, queries.length, seeds.length);
};
