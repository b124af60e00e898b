import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Evaluation, evaluateRerankers } from "@secondpass/eval";
import { sharedData } from "../../data/shared-data.ts";
import { collections } from "../collections.ts";
import type { CollectionResult, RerankedResult, Results } from "./results.ts";

export const metric = "ndcg@10";
export const depth = 100;
/** As the bundled model's model.json says. */
export const blend = 0.2;
export const feedback = 0.2;

/**
 * Measures a cross-encoder's directory on every collection of the model card, alone, blended, and with feedback besides, with one worker.
 *
 * @param onCollection called with each result as it is there
 */
export async function measureModel(directory: string, onCollection: (result: CollectionResult) => void): Promise<Results> {
  const weights = await readFile(join(directory, "model.onnx"));
  const results: Results = { metric, depth, sha256: createHash("sha256").update(weights).digest("hex"), collections: [] };
  for (const { name, run } of collections) {
    const folder = join(sharedData, "collections", name);
    const { evaluations } = await evaluateRerankers({
      collection: folder,
      run: join(folder, run),
      depth,
      metrics: [metric],
      rerankers: [{ blend: 0 }, { blend }, { blend, feedback }].map((mixture) => ({
        local: { model: directory, workers: 1, ...mixture },
      })),
      // A line that is redrawn says nothing in a log.
      ...(process.stderr.isTTY && { onProgress: (done, total) => process.stderr.write(`\r${name} ${done}/${total}   `) }),
    });
    if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
    const result = collectionResult(name, evaluations as [Evaluation, Evaluation, Evaluation]);
    results.collections.push(result);
    onCollection(result);
  }
  return results;
}

function collectionResult(name: string, [alone, blended, local]: [Evaluation, Evaluation, Evaluation]): CollectionResult {
  return {
    name,
    queries: alone.queries,
    bm25: round(alone.baseline[metric] as number, 4),
    alone: rerankedResult(alone),
    blended: rerankedResult(blended),
    local: rerankedResult(local),
    msPer100Documents: round(local.msPerQuery?.p50 as number, 1),
  };
}

function rerankedResult({ reranked, delta }: Evaluation): RerankedResult {
  const { mean, ci95, wins, losses } = delta[metric] as Evaluation["delta"][string];
  const interval: [number, number] = [round(ci95[0], 4), round(ci95[1], 4)];
  return { mean: round(reranked[metric] as number, 4), difference: round(mean, 4), ci95: interval, wins, losses };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
