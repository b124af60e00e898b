import { startChild } from "../child.ts";
import { waitForQuiet } from "../quiet.ts";
import { type Section, warmUpDocuments, warmUpRound } from "./section.ts";

/** Milliseconds of a call, one value for each round, after calls to warm up. */
export type Wasm = Record<"native" | "wasm", number[]>;

// WebAssembly is compiled twice, the second time while it runs: that takes seconds, and is not what a server sees.
const warmUpCalls = 20;

/** What it costs to have no native runtime: the bundled model, one worker each. */
export const wasm: Section = async ({ quick, results, workload }) => {
  await results.once("wasm", async (): Promise<Wasm> => {
    const found: Wasm = { native: [], wasm: [] };
    const racers = (["native", "wasm"] as const).map((runtime) => ({ runtime, child: startChild("secondpass.mjs") }));
    for (const { runtime, child } of racers) {
      await child.ask("open", { runtime, workers: 1, warmUp: workload(warmUpDocuments, warmUpRound) });
      for (let call = 0; call < warmUpCalls; call++) await child.ask("run", workload(100, warmUpRound + 1 + call));
    }
    for (let round = 0; round < (quick ? 3 : 9); round++) {
      await waitForQuiet();
      for (const { runtime, child } of racers) {
        const { ms } = await child.ask<{ ms: number }>("run", workload(100, round));
        found[runtime].push(ms);
      }
      process.stderr.write(".");
    }
    for (const { child } of racers) child.end();
    return found;
  });
};
