import { contendersFor } from "../contenders.ts";
import { waitForQuiet } from "../quiet.ts";
import { endRacers, openRacers } from "../race.ts";
import { type Section, warmUpDocuments, warmUpRound } from "./section.ts";

export interface Concurrent {
  requests: number;
  documents: number;
  /** Time of all requests, one value for each round. */
  sequentialMs: number[];
  concurrentMs: number[];
  /** When each of the concurrent requests was done, by round. */
  finishedMs: number[][];
  /** A request of 3 documents, alone and while a large one is running, and the large one. */
  beside: { aloneMs: number; besideMs: number; largeMs: number }[];
}

const requests = 8;

/** Eight users at once: is it as fast as one after the other, and is everybody served? */
export const concurrent: Section = async ({ quick, results, workload, needModel }) => {
  needModel("minilm");
  const documents = 12;
  await results.once("concurrent", async (): Promise<Concurrent> => {
    const racers = await openRacers(
      contendersFor("minilm", "fp32", undefined, ["secondpass"]),
      workload(warmUpDocuments, warmUpRound),
    );
    const child = racers[0]?.child;
    if (!child) throw new Error("secondpass could not be started");
    const found: Concurrent = { requests, documents, sequentialMs: [], concurrentMs: [], finishedMs: [], beside: [] };
    for (let round = 0; round < (quick ? 1 : 5); round++) {
      // Requests of one size: the same lengths, other texts.
      const some = (start: number) => Array.from({ length: requests }, (_, i) => workload(documents, start + 20 * round + i));
      await waitForQuiet();
      const sequential = await child.ask<{ ms: number }>("sequential", { requests: some(0) });
      const together = await child.ask<{ ms: number; finishedMs: number[] }>("concurrent", { requests: some(200) });
      found.sequentialMs.push(sequential.ms);
      found.concurrentMs.push(together.ms);
      found.finishedMs.push(together.finishedMs);
      found.beside.push(
        await child.ask("beside", { large: workload(quick ? 20 : 100, 400 + round), small: workload(3, 500 + round) }),
      );
      process.stderr.write(".");
    }
    endRacers(racers);
    return found;
  });
};
