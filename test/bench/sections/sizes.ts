import { contendersFor } from "../contenders.ts";
import { precisions } from "../model/shapes.ts";
import { endRacers, openRacers, type RaceResult, race } from "../race.ts";
import { type Section, warmUpDocuments, warmUpRound } from "./section.ts";

// One padded batch of more than this takes more memory than most machines have, and has been measured in `speed`.
const mostPadded = 30;

// Few documents are done in no time, and that time is noisy.
const roundsFor = (count: number) => (count <= 30 ? 9 : count <= 100 ? 5 : 2);

/** From few candidates to very many. */
export const sizes: Section = async ({ quick, peers, results, workload, needModel }) => {
  needModel("minilm");
  const counts = quick ? [10, 100] : [10, 30, 100, 300, 1000];
  const names = ["secondpass", "transformers-single", "transformers-padded"] as const;
  for (const precision of precisions) {
    await results.once(`sizes/${precision}`, async () => {
      const racers = await openRacers(contendersFor("minilm", precision, peers, names), workload(warmUpDocuments, warmUpRound));
      const races: RaceResult[] = [];
      for (const count of counts) {
        const able = racers.filter(({ name }) => name !== "transformers-padded" || count <= mostPadded);
        races.push(await race(able, quick ? 1 : roundsFor(count), (round) => workload(count, 10 * count + round)));
      }
      endRacers(racers);
      return races;
    });
  }
};
