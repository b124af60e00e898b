import { join } from "node:path";
import { type Child, startChild } from "../child.ts";
import { contendersFor } from "../contenders.ts";
import { gemmProducts } from "../model/gemm-graph.ts";
import { flopsOf, modelFiles, shapes } from "../model/shapes.ts";
import { modelsFolder } from "../paths.ts";
import { waitForQuiet } from "../quiet.ts";
import { endRacers, openRacers } from "../race.ts";
import { sum } from "../statistics.ts";
import { type Section, warmUpDocuments, warmUpRound } from "./section.ts";

/** On one core, and on two. */
export interface Rate {
  single: number[];
  both: number[];
}

/** Billions of floating point operations a second, one value for each round: the model's matrix products over the time of all. */
export interface Ceiling {
  /** Processes that only multiply, at their best number of rows. */
  gemm: Rate;
  /** Processes that only run the model's graph. */
  bare: Rate;
  /** secondpass, tokenising included. */
  achieved: Rate;
  rows: number;
}

const { hidden, feedForward } = shapes.minilm;
const rowsTried = [32, 64, 128, 192, 256, 512];

/** How much of what this machine can multiply becomes scores; alternating, in one run. */
export const ceiling: Section = async ({ quick, results, workload, needModel }) => {
  needModel("minilm");
  needModel("gemm");
  await results.once("ceiling", async (): Promise<Ceiling> => {
    const gemm = await openPair("gemm.mjs", join(modelsFolder, "gemm.onnx"));
    const bare = await openPair("bare.mjs", join(modelsFolder, "minilm", modelFiles.fp32));
    const own = contendersFor("minilm", "fp32", undefined, ["secondpass-1", "secondpass"]);
    const racers = await openRacers(own, workload(warmUpDocuments, warmUpRound));
    const result: Ceiling = { gemm: noRate(), bare: noRate(), achieved: noRate(), rows: await bestRows(gemm[0]) };
    for (let round = 0; round < (quick ? 1 : 5); round++) {
      const { query, documents, tokens } = workload(quick ? 32 : 100, round);
      const rate = (ms: number) => sum(tokens.map((count) => flopsOf(shapes.minilm, count))) / ms / 1e6;
      await waitForQuiet();
      result.gemm.single.push(await multiply(gemm[0], result.rows));
      result.gemm.both.push(sum(await Promise.all(gemm.map((child) => multiply(child, result.rows)))));
      result.bare.single.push(rate(await runBare(bare[0], tokens)));
      result.bare.both.push(
        rate(Math.max(...(await Promise.all(inHalves(tokens).map((half, i) => runBare(bare[i] as Child, half)))))),
      );
      for (const { name, child } of racers) {
        const { ms } = await child.ask<{ ms: number }>("run", { query, documents });
        result.achieved[name === "secondpass" ? "both" : "single"].push(rate(ms));
      }
      process.stderr.write(".");
    }
    endRacers(racers);
    for (const child of [...gemm, ...bare]) child.end();
    return result;
  });
};

const noRate = (): Rate => ({ single: [], both: [] });

async function openPair(program: string, file: string): Promise<[Child, Child]> {
  const pair: [Child, Child] = [startChild(program), startChild(program)];
  for (const child of pair) await child.ask("open", { file });
  return pair;
}

async function bestRows(child: Child): Promise<number> {
  await waitForQuiet();
  const found: [rows: number, gflops: number][] = [];
  for (const rows of rowsTried) found.push([rows, await multiply(child, rows)]);
  return found.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

async function multiply(child: Child, rows: number): Promise<number> {
  const flops = 2 * gemmProducts * rows * hidden * feedForward;
  return (await child.ask<{ gflops: number }>("run", { rows, hidden, flops, durationMs: 400 })).gflops;
}

async function runBare(child: Child, tokens: readonly number[]): Promise<number> {
  return (await child.ask<{ ms: number }>("run", { tokens })).ms;
}

/** The longest first, to whoever has less: nobody could divide them much better. */
function inHalves(tokens: readonly number[]): [number[], number[]] {
  const halves: [number[], number[]] = [[], []];
  for (const count of [...tokens].sort((a, b) => b - a)) halves[sum(halves[0]) <= sum(halves[1]) ? 0 : 1].push(count);
  return halves;
}
