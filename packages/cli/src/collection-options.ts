import { defaultMetrics } from "@secondpass/eval";
import type { Command } from "commander";
import { collect, parseCount, parseList, parseNumber } from "./option-parsers.ts";

/** What `addCollectionOptions` reads from the command line. */
export interface CollectionArguments {
  collection: string;
  run?: string[];
  split: string;
  metrics: string[];
  limitQueries?: number;
  concurrency: number;
  seed: number;
}

/** The options of every command that measures on a judged collection: what on, and how. */
export function addCollectionOptions(command: Command): Command {
  return command
    .requiredOption(
      "--collection <folder>",
      "in BEIR layout: corpus.jsonl, queries.jsonl, qrels/<split>.tsv; each may be gzipped",
    )
    .option("--run <file>", "first stage as a TREC run; given several times, they are fused (default: BM25 made here)", collect)
    .option("--split <name>", "which judgments in qrels/", "test")
    .option("--metrics <names>", "between commas; the first is the one that strata are about", parseList, [...defaultMetrics])
    .option("--limit-queries <n>", "only the first judged queries", parseCount)
    .option("--concurrency <n>", "queries at a time", parseCount, 1)
    .option("--seed <n>", "of intervals and tests", parseNumber, 1);
}
