import type { Command } from "commander";
import type { Reranker } from "secondpass";
import { createCrossEncoder } from "secondpass/cross-encoder";
import { type Drift, measureDrift } from "../measure-drift.ts";
import { parseDocuments } from "../parse-documents.ts";
import { readInput } from "../read-input.ts";
import { sampleDocuments, sampleQueries } from "../sample-pairs.ts";

interface DriftArguments {
  file: string;
  original?: string;
  query?: string[];
  input?: string;
  json?: true;
}

/** `secondpass models drift`: what quantising or converting a model did to its scores. */
export function addDriftCommand(models: Command): void {
  models
    .command("drift")
    .description("compare the scores of two ONNX files of a model, such as fp32 and int8")
    .argument("<directory>", "the model's directory")
    .requiredOption("--file <name>", "the changed ONNX file inside it")
    .option("--original <name>", "the original ONNX file (default: model.onnx or onnx/model.onnx)")
    .option("--query <text...>", "queries to compare on (default: a few built in)")
    .option("--input <file>", "documents to compare on, as for rerank (default: a few built in)")
    .option("--json", "print one JSON document")
    .action(drift);
}

async function drift(directory: string, { file, original, query, input, json }: DriftArguments): Promise<void> {
  const queries = query ?? sampleQueries;
  const documents = input === undefined ? sampleDocuments : parseDocuments(await readInput(input));
  if (documents.length < 2) throw new Error("drift needs at least two documents to compare orders");
  const scored: number[][][] = [];
  for (const name of [original, file]) {
    const { reranker } = await createCrossEncoder({ directory, file: name });
    try {
      scored.push(await logits(reranker, queries, documents));
    } finally {
      await reranker.dispose();
    }
  }
  const [before = [], after = []] = scored;
  const result = measureDrift(before, after);
  process.stdout.write(json ? `${JSON.stringify(result, null, 2)}\n` : render(result));
}

async function logits(
  reranker: Reranker,
  queries: readonly string[],
  documents: ReturnType<typeof parseDocuments> | readonly string[],
) {
  const rows: number[][] = [];
  for (const query of queries) {
    const { results } = await reranker.rerank(query, documents);
    rows.push(results.toSorted((a, b) => a.index - b.index).flatMap(({ score }) => score ?? []));
  }
  return rows;
}

function render({ pairs, largest, mean, deviation, rankCorrelation, top10Overlap }: Drift): string {
  const share = (value: number) => `${((100 * value) / deviation).toFixed(1)} % of a deviation of ${deviation.toFixed(3)}`;
  return [
    `pairs compared      ${pairs}`,
    `largest difference  ${largest.toFixed(4)} (${share(largest)})`,
    `mean difference     ${mean.toFixed(4)} (${share(mean)})`,
    `rank correlation    ${rankCorrelation.toFixed(3)}`,
    `top 10 in common    ${(100 * top10Overlap).toFixed(0)} %`,
    "",
  ].join("\n");
}
