import { type DepthResult, sweepDepths } from "@secondpass/eval";
import type { Command } from "commander";
import { addCollectionOptions, type CollectionArguments } from "../collection-options.ts";
import { parseCounts } from "../option-parsers.ts";
import { renderSweep } from "../render-evaluation.ts";
import { showQueryProgress } from "../show-query-progress.ts";
import { untilInterrupted } from "../until-interrupted.ts";

interface SweepArguments extends CollectionArguments {
  reranker: string;
  depths?: number[];
  report?: string;
  json?: true;
}

/** `secondpass sweep`: how many candidates are worth reranking. */
export function addSweepCommand(program: Command): void {
  addCollectionOptions(program.command("sweep"))
    .description("measure quality and time of a reranker at several depths, every query at each")
    .requiredOption("--reranker <spec>", "as for rerank")
    .option("--depths <n,...>", "candidates reranked (default: 10,20,50,100,200, as far as the run goes)", parseCounts)
    .option("--report <file>", "write a report, one HTML file: the curve of all depths, and what the deepest did")
    .option("--json", "print one JSON document")
    .action(sweep);
}

async function sweep({ json, ...options }: SweepArguments): Promise<void> {
  const progress = showQueryProgress();
  const { onProgress } = progress;
  const depths = await untilInterrupted<DepthResult[]>((signal) => sweepDepths({ ...options, onProgress, signal })).finally(
    progress.end,
  );
  if (options.report !== undefined) process.stderr.write(`secondpass: the report is in ${options.report}\n`);
  const { collection, reranker } = options;
  process.stdout.write(json ? `${JSON.stringify({ collection, reranker, depths }, null, 2)}\n` : renderSweep(depths));
}
