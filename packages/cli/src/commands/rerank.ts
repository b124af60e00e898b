import type { Command } from "commander";
import { createPipeline, explain, type PipelineRanking, type RerankOptions } from "secondpass";
import { canPlan } from "secondpass/listwise";
import { describeEstimate } from "../describe-estimate.ts";
import { collect, parseCount, parseNumber } from "../option-parsers.ts";
import { type Candidates, readCandidates } from "../read-candidates.ts";
import { renderExplanation } from "../render-explanation.ts";
import { renderRanking, renderSummary } from "../render-ranking.ts";
import { showDownload } from "../show-download.ts";
import { showProgress } from "../show-progress.ts";
import { untilInterrupted } from "../until-interrupted.ts";

interface RerankArguments {
  query: string;
  input: string[];
  reranker?: string;
  topN?: number;
  depth?: number;
  minScore?: number;
  deadlineMs?: number;
  explain?: true;
  json?: true;
}

/** `secondpass rerank`: documents from a file or a pipe, or what several retrievers found, best first. */
export function addRerankCommand(program: Command): void {
  program
    .command("rerank")
    .description("put documents in order for a query")
    .requiredOption("--query <text>", "what the documents were retrieved for")
    .requiredOption(
      "--input <file>",
      "documents: a JSON array, JSONL or one a line; - reads standard input; several as bm25=<file>, each best first, are fused",
      collect,
    )
    .option(
      "--reranker <spec>",
      "such as local, local:<directory>, listwise:openai:<model>, or JSON (default: SECONDPASS_RERANKER, secondpass.config.json, local)",
    )
    .option("--top-n <n>", "results returned", parseCount)
    .option("--depth <n>", "documents scored, from the top", parseCount)
    .option("--min-score <score>", "least score of a result, on the reranker's own scale", parseNumber)
    .option("--deadline-ms <ms>", "time after which the best order known is returned", parseNumber)
    .option("--explain", "show for every document where it was, who found it and why it was dropped")
    .option("--json", "print { results, dropped, receipt } as one JSON document")
    .action(rerank);
}

async function rerank({ query, input, reranker: spec, explain: explained, json, ...options }: RerankArguments): Promise<void> {
  const found = await readCandidates(input);
  const { candidates, ...ranking } = await untilInterrupted((signal) => rank(query, found, spec, { ...options, signal }));
  for (const { message } of ranking.receipt.warnings) process.stderr.write(`secondpass: ${message}\n`);
  const columns = process.stdout.columns ?? 100;
  const explanation = explained && explain(ranking, { documents: candidates });
  if (json) process.stdout.write(`${JSON.stringify({ ...ranking, explanation }, null, 2)}\n`);
  else if (explanation) process.stdout.write(`${renderExplanation(explanation, columns)}${renderSummary(ranking)}`);
  else process.stdout.write(renderRanking(ranking, columns));
}

async function rank(
  query: string,
  found: Candidates,
  spec: string | undefined,
  options: RerankOptions,
): Promise<PipelineRanking> {
  const download = showDownload();
  const { onDownload } = download;
  const pipeline = await createPipeline(spec, { signal: options.signal, onDownload }).finally(download.end);
  const { reranker } = pipeline;
  const progress = showProgress(canPlan(reranker) ? "documents ranked" : "documents scored");
  const told = { ...options, onProgress: progress.onProgress };
  try {
    if ("lists" in found) return await pipeline.run(query, found.lists, told);
    const { documents } = found;
    if (canPlan(reranker)) {
      const estimate = reranker.plan(query, documents, options);
      if (estimate.calls > 0) process.stderr.write(`secondpass: ${describeEstimate(estimate)}\n`);
    }
    return await pipeline.run(query, documents, told);
  } finally {
    progress.end();
    await pipeline.dispose();
  }
}
