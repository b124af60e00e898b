import { type ContenderName, contendersFor } from "../contenders.ts";
import { precisions } from "../model/shapes.ts";
import { endRacers, openRacers, race } from "../race.ts";
import { type Section, warmUpDocuments, warmUpRound } from "./section.ts";

// The bundled model takes as many workers as it likes.
const namesFor = (model: string): ContenderName[] => [
  "secondpass",
  ...(model === "bundled" ? [] : ["secondpass-1" as const]),
  "transformers-single",
  "transformers-padded",
];

/** A smaller and a larger model than the usual one, and the bundled one, which has one file only. */
export const models: Section = async ({ quick, peers, results, workload, needModel }) => {
  const cases = quick
    ? ([
        { model: "tinybert", documents: 50, rounds: 1 },
        { model: "bundled", documents: 100, rounds: 1 },
      ] as const)
    : ([
        { model: "tinybert", documents: 100, rounds: 9 },
        { model: "bundled", documents: 100, rounds: 9 },
        { model: "bge-base", documents: 20, rounds: 3 },
      ] as const);
  for (const { model, documents, rounds } of cases) {
    needModel(model);
    for (const precision of model === "bundled" ? (["fp32"] as const) : precisions) {
      await results.once(`models/${model}/${precision}`, async () => {
        const racers = await openRacers(
          contendersFor(model, precision, peers, namesFor(model)),
          workload(warmUpDocuments, warmUpRound),
        );
        const result = await race(racers, rounds, (round) => workload(documents, round));
        endRacers(racers);
        return result;
      });
    }
  }
};
