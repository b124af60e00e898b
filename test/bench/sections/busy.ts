import { setTimeout as sleep } from "node:timers/promises";
import { startSpinning } from "../child.ts";
import { contendersFor } from "../contenders.ts";
import { waitForQuiet } from "../quiet.ts";
import { endRacers, openRacers, type RaceResult, race } from "../race.ts";
import { type Section, warmUpDocuments, warmUpRound } from "./section.ts";

/** The same race on a quiet machine and beside a program that takes a core. */
export interface Busy {
  quiet: RaceResult[];
  busy: RaceResult[];
}

// The second lap is meant to be disturbed.
const noWait = async () => {};

export const busy: Section = async ({ quick, peers, results, workload, needModel }) => {
  needModel("minilm");
  const names = ["secondpass", "secondpass-1", "transformers-single"] as const;
  await results.once("busy", async (): Promise<Busy> => {
    const racers = await openRacers(contendersFor("minilm", "fp32", peers, names), workload(warmUpDocuments, warmUpRound));
    const result: Busy = { quiet: [], busy: [] };
    for (let round = 0; round < (quick ? 1 : 4); round++) {
      // Lengths are the same in every round, texts are not: nobody has seen those of the second lap.
      const lap = (start: number) => race(racers, 1, () => workload(quick ? 20 : 40, start + round), noWait);
      await waitForQuiet();
      result.quiet.push(await lap(0));
      const stop = await startSpinning();
      // The scheduler needs a moment to find out who wants how much.
      await sleep(300);
      result.busy.push(await lap(100));
      stop();
      await sleep(100);
    }
    endRacers(racers);
    return result;
  });
};
