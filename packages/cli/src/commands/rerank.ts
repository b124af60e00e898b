import type { Command } from "commander";
import { createReranker, type DocumentInput, explain, type Ranking, type RerankOptions } from "secondpass";
import { canPlan } from "secondpass/listwise";
import { describeEstimate } from "../describe-estimate.ts";
import { parseCount, parseNumber } from "../option-parsers.ts";
import { parseDocuments } from "../parse-documents.ts";
import { readInput } from "../read-input.ts";
import { renderExplanation } from "../render-explanation.ts";
import { renderRanking, renderSummary } from "../render-ranking.ts";
import { showDownload } from "../show-download.ts";
import { showProgress } from "../show-progress.ts";
import { untilInterrupted } from "../until-interrupted.ts";

interface RerankArguments {
  query: string;
  input: string;
  reranker?: string;
  topN?: number;
  depth?: number;
  minScore?: number;
  deadlineMs?: number;
  explain?: true;
  json?: true;
}

/** `secondpass rerank`: documents from a file or a pipe, best first. */
export function addRerankCommand(program: Command): void {
  program
    .command("rerank")
    .description("put documents in order for a query")
    .requiredOption("--query <text>", "what the documents were retrieved for")
    .requiredOption("--input <file>", "documents: a JSON array, JSONL or one a line; - reads standard input")
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
  const documents = parseDocuments(await readInput(input));
  const ranking = await untilInterrupted((signal) => rank(query, documents, spec, { ...options, signal }));
  for (const { message } of ranking.receipt.warnings) process.stderr.write(`secondpass: ${message}\n`);
  const columns = process.stdout.columns ?? 100;
  const explanation = explained && explain(ranking, { documents });
  if (json) process.stdout.write(`${JSON.stringify({ ...ranking, explanation }, null, 2)}\n`);
  else if (explanation) process.stdout.write(`${renderExplanation(explanation, columns)}${renderSummary(ranking)}`);
  else process.stdout.write(renderRanking(ranking, columns));
}

async function rank(
  query: string,
  documents: readonly DocumentInput[],
  spec: string | undefined,
  options: RerankOptions,
): Promise<Ranking> {
  const download = showDownload();
  const { onDownload } = download;
  const reranker = await createReranker(spec, { signal: options.signal, onDownload }).finally(download.end);
  const progress = showProgress(canPlan(reranker) ? "documents ranked" : "documents scored");
  try {
    if (canPlan(reranker)) {
      const estimate = reranker.plan(query, documents, options);
      if (estimate.calls > 0) process.stderr.write(`secondpass: ${describeEstimate(estimate)}\n`);
    }
    return await reranker.rerank(query, documents, { ...options, onProgress: progress.onProgress });
  } finally {
    progress.end();
    await reranker.dispose();
  }
}
