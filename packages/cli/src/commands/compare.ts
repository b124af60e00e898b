import { compareRuns, defaultMetrics } from "@secondpass/eval";
import type { Command } from "commander";
import { parseList, parseNumber } from "../option-parsers.ts";
import { renderComparison } from "../render-evaluation.ts";

interface CompareArguments {
  qrels: string;
  metrics: string[];
  seed: number;
  perQuery?: true;
  json?: true;
}

/** `secondpass compare`: two runs on the same judgments, query by query. */
export function addCompareCommand(program: Command): void {
  program
    .command("compare")
    .description("compare two TREC runs on the same judgments")
    .argument("<run_a>", "the run that is there already")
    .argument("<run_b>", "the run that may be better")
    .requiredOption("--qrels <file>", "judgments: BEIR's three columns or TREC's four; may be gzipped, as the runs may")
    .option("--metrics <names>", "between commas", parseList, [...defaultMetrics])
    .option("--seed <n>", "of intervals and tests", parseNumber, 1)
    .option("--per-query", "add the values of every query to --json")
    .option("--json", "print one JSON document")
    .action(compare);
}

async function compare(a: string, b: string, { json, ...options }: CompareArguments): Promise<void> {
  const { warnings, ...comparison } = await compareRuns({ ...options, runs: [a, b] });
  for (const { message } of warnings) process.stderr.write(`secondpass: ${message}\n`);
  const document = { qrels: options.qrels, runs: { a, b }, ...comparison, warnings };
  process.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : renderComparison(document));
}
