import { join } from "node:path";
import { expect, test } from "vitest";
import { readJudgedQueries } from "../../../data/beir-collection.ts";
import { noSharedData, sharedData } from "../../../data/shared-data.ts";
import { type Simulation, simulateRankings } from "../../../data/simulate-rankings.ts";
import { simulatedProfiles } from "../../../data/simulated-llm.ts";

const readDl19 = () => readJudgedQueries(join(sharedData, "collections/trec-dl19-rerank"), "runs/BM25.trec");

test("simulated, DL19 over BM25: two rounds of groups are as good as nine windows, refine is better with one call", async ({
  skip,
}) => {
  skip(noSharedData !== undefined, noSharedData);
  const queries = await readDl19();
  const simulate = (options: Simulation["options"]) =>
    simulateRankings({ queries, profile: simulatedProfiles.mid, seeds: [1, 2, 3], options });
  const sliding = await simulate({ strategy: "slidingWindow" });
  const select = await simulate({ strategy: "select" });
  const refine = await simulate({ strategy: "refine" });
  expect({ sliding: sliding.rounds, select: select.rounds, refine: refine.rounds }).toEqual({ sliding: 9, select: 2, refine: 1 });
  // Refusals are asked again.
  expect(select.calls).toBeGreaterThan(6);
  expect(select.calls).toBeLessThan(6.6);
  expect(refine.calls).toBeLessThan(1.1);
  // Where these parameters stand with three seeds; a change of more than a point is one of the strategies.
  expect(Math.abs(sliding.ndcg - 0.727)).toBeLessThan(0.01);
  expect(Math.abs(select.ndcg - 0.7241)).toBeLessThan(0.01);
  expect(select.ndcg).toBeGreaterThan(sliding.ndcg - 0.008);
  expect(refine.ndcg).toBeGreaterThan(sliding.ndcg);
}, 60_000);
