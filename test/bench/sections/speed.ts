import { contenderNames, contendersFor } from "../contenders.ts";
import { precisions } from "../model/shapes.ts";
import { endRacers, openRacers, race } from "../race.ts";
import { type Section, warmUpDocuments, warmUpRound } from "./section.ts";

/** The usual number of candidates, everyone in one race. */
export const speed: Section = async ({ quick, peers, results, workload, needModel }) => {
  needModel("minilm");
  const names = Object.keys(contenderNames) as (keyof typeof contenderNames)[];
  for (const precision of precisions) {
    await results.once(`speed/${precision}`, async () => {
      const racers = await openRacers(contendersFor("minilm", precision, peers, names), workload(warmUpDocuments, warmUpRound));
      const result = await race(racers, quick ? 1 : 5, (round) => workload(quick ? 32 : 100, round));
      endRacers(racers);
      return result;
    });
  }
};
