import { startChild } from "../child.ts";
import { type Section, warmUpDocuments, warmUpRound } from "./section.ts";

export interface Many {
  requests: number;
  ms: number;
  /** Memory before the first request and after every tenth of them. */
  rssMb: number[];
  peakMb: number;
}

/**
 * A server that runs for long: the bundled model, three short documents each time, always other ones. The first half is for the
 * heaps of all threads to find their size; what grows with requests grows in the second half too.
 */
export const many: Section = async ({ quick, results, workload }) => {
  await results.once("many", async (): Promise<Many> => {
    const requests = quick ? 6000 : 20_000;
    const child = startChild("secondpass.mjs");
    await child.ask("open", { warmUp: workload(warmUpDocuments, warmUpRound) });
    // A sentence or two.
    const texts = workload(200, 0).documents.map((text) => text.slice(0, 120));
    const { ms, rssMb } = await child.ask<{ ms: number; rssMb: number[] }>("many", { requests, step: requests / 10, texts });
    const peakMb = await child.peakMb();
    child.end();
    return { requests, ms, rssMb, peakMb };
  });
};
