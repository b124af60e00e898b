import { maxSimOf } from "../../../packages/core/src/rank/max-sim.ts";
import { quantiseVectors } from "../../../packages/core/src/rank/quantise-vectors.ts";
import type { TokenVectors } from "../../../packages/core/src/rank/token-vectors.ts";
import { createGaussian } from "../model/random.ts";
import { waitForQuiet } from "../quiet.ts";
import type { Section } from "./section.ts";

/** Time to compare one query with all documents, one value for each round. */
export interface MaxSimTimes {
  documents: number;
  plain: number[];
  float32: number[];
  int8: number[];
}

const dimensions = 128;
const queryVectors = 32;
const documentVectors = 150;

/** MaxSim over typed arrays, beside the loops that one would write over plain arrays. */
export const maxsim: Section = async ({ quick, results }) => {
  await results.once("maxsim", async (): Promise<MaxSimTimes> => {
    const gaussian = createGaussian(1);
    const draw = (count: number) => Array.from({ length: count }, () => unit(Array.from({ length: dimensions }, gaussian)));
    const query = draw(queryVectors);
    const plain = Array.from({ length: 100 }, () => draw(documentVectors));
    const float32 = plain.map(pack);
    const int8 = float32.map(quantiseVectors);
    const ways = {
      plain: () => plain.map((document) => plainMaxSim(query, document)),
      float32: () => float32.map(maxSimOf(pack(query))),
      int8: () => int8.map(maxSimOf(pack(query))),
    };
    const found: MaxSimTimes = { documents: plain.length, plain: [], float32: [], int8: [] };
    // Compiled by then, and never measured cold.
    for (let round = 0; round < 5; round++) for (const compare of Object.values(ways)) check(compare(), ways.plain());
    await waitForQuiet();
    for (let round = 0; round < (quick ? 3 : 15); round++) {
      for (const [name, compare] of Object.entries(ways)) {
        const startedAt = performance.now();
        compare();
        found[name as keyof typeof ways].push(performance.now() - startedAt);
      }
      process.stderr.write(".");
    }
    return found;
  });
};

function unit(vector: number[]): number[] {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

function pack(vectors: readonly number[][]): TokenVectors {
  return { dimensions, data: Float32Array.from(vectors.flat()) };
}

function plainMaxSim(query: readonly number[][], document: readonly number[][]): number {
  let sum = 0;
  for (const token of query) {
    let most = Number.NEGATIVE_INFINITY;
    for (const other of document) {
      let product = 0;
      for (let i = 0; i < token.length; i++) product += (token[i] as number) * (other[i] as number);
      if (product > most) most = product;
    }
    sum += most;
  }
  return sum;
}

/** @throws {Error} when a way does not compare what the others compare */
function check(scores: readonly number[], plain: readonly number[]): void {
  const worst = Math.max(...scores.map((score, i) => Math.abs(score - (plain[i] as number))));
  if (worst > 0.05) throw new Error(`MaxSim is off by ${worst}`);
}
