import {
  type AbTestOptions,
  type AbTestResult,
  abTest,
  type ClickModelName,
  clickModels,
  compareRuns,
  defaultMetrics,
  type RunComparison,
} from "@secondpass/eval";
import { type Command, Option } from "commander";
import { RerankError } from "secondpass";
import { parseList, parseNumber } from "../option-parsers.ts";
import { renderAbTest } from "../render-ab-test.ts";
import { renderComparison } from "../render-evaluation.ts";

interface CompareArguments extends Pick<AbTestOptions, "minimumEffect" | "power" | "alpha" | "holdout" | "salt"> {
  qrels: string;
  metrics: string[];
  seed: number;
  ab?: true;
  clicks?: ClickModelName;
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
    .option("--metrics <names>", "between commas; the first decides", parseList, [...defaultMetrics])
    .option("--ab", "decide: a verdict, the queries it takes, and simulated interleaving")
    .option("--minimum-effect <difference>", "of --ab: the smallest that matters (default: 0.02)", parseNumber)
    .option("--power <share>", "of --ab: how likely it shall be noticed (default: 0.8)", parseNumber)
    .option("--alpha <share>", "of --ab: how often one that is not there may be (default: 0.05)", parseNumber)
    .option("--holdout <share>", "of --ab: only this share of the queries, kept back by a hash of their ids", parseNumber)
    .option("--salt <text>", "of --holdout: another salt, another split")
    .addOption(
      new Option("--clicks <model>", "of --ab: how simulated users click (default: navigational)").choices(
        Object.keys(clickModels),
      ),
    )
    .option("--seed <n>", "of intervals, tests and simulation", parseNumber, 1)
    .option("--per-query", "add the values of every query to --json")
    .option("--json", "print one JSON document")
    .action(compare);
}

async function compare(a: string, b: string, { json, ab, ...options }: CompareArguments): Promise<void> {
  const result = ab ? await abTest({ ...options, a, b }) : await compareRuns({ ...withoutAb(options), runs: [a, b] });
  for (const { message } of result.warnings) process.stderr.write(`secondpass: ${message}\n`);
  const document = { qrels: options.qrels, runs: { a, b }, ...result };
  process.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : render(document));
}

/** @throws {RerankError} `invalid_options` where an option of `--ab` stands without it, and would say nothing */
function withoutAb(
  options: Omit<CompareArguments, "json" | "ab">,
): Pick<CompareArguments, "qrels" | "metrics" | "seed" | "perQuery"> {
  const { qrels, metrics, seed, perQuery, ...others } = options;
  const [name] = Object.keys(others);
  if (name === undefined) return { qrels, metrics, seed, perQuery };
  const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new RerankError("invalid_options", `--${flag} is about a decision: give it with --ab`);
}

function render(document: (RunComparison | AbTestResult) & { runs: { a: string; b: string } }): string {
  return `${renderComparison(document)}${"verdict" in document ? renderAbTest(document) : ""}`;
}
