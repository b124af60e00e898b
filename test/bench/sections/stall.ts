import { contendersFor } from "../contenders.ts";
import { precisions } from "../model/shapes.ts";
import { waitForQuiet } from "../quiet.ts";
import { endRacers, openRacers } from "../race.ts";
import { type Section, warmUpDocuments, warmUpRound } from "./section.ts";

/** Delay of the main thread's timers, one value for each round; an idle thread's own is about the 1 ms that it is sampled with. */
export interface Stall {
  name: string;
  p50Ms: number[];
  p99Ms: number[];
  maxMs: number[];
}

/** Whether a server that reranks still answers. */
export const stall: Section = async ({ quick, peers, results, workload, needModel }) => {
  needModel("minilm");
  const names = ["secondpass", "transformers-single"] as const;
  for (const precision of precisions) {
    await results.once(`stall/${precision}`, async (): Promise<Stall[]> => {
      const racers = await openRacers(contendersFor("minilm", precision, peers, names), workload(warmUpDocuments, warmUpRound));
      const own = racers.slice(0, 1).map((racer) => ({ ...racer, name: "idle" as const }));
      const stalls: Stall[] = [];
      for (const { name, child } of [...own, ...racers]) {
        const found: Stall = { name, p50Ms: [], p99Ms: [], maxMs: [] };
        for (let round = 0; round < (quick ? 1 : 3); round++) {
          await waitForQuiet();
          const { query, documents } = workload(name === "idle" ? 0 : quick ? 32 : 100, round);
          const { p50Ms, p99Ms, maxMs } = await child.ask<Record<"p50Ms" | "p99Ms" | "maxMs", number>>("stall", {
            query,
            documents,
          });
          found.p50Ms.push(p50Ms);
          found.p99Ms.push(p99Ms);
          found.maxMs.push(maxMs);
          process.stderr.write(".");
        }
        stalls.push(found);
      }
      endRacers(racers);
      return stalls;
    });
  }
};
