import {
  type DerivedStrata,
  type EvaluateOptions,
  type Evaluation,
  evaluate,
  evaluateRerankers,
  type SideBySide,
} from "@secondpass/eval";
import type { Command } from "commander";
import { RerankError } from "secondpass";
import { checkFloors } from "../check-floors.ts";
import { addCollectionOptions, type CollectionArguments } from "../collection-options.ts";
import { collect, type MetricFloor, parseCount, parseCounts, parseFloor } from "../option-parsers.ts";
import { renderAgainst, renderEvaluation } from "../render-evaluation.ts";
import { showQueryProgress } from "../show-query-progress.ts";
import { untilInterrupted } from "../until-interrupted.ts";

interface EvalArguments extends CollectionArguments, Pick<EvaluateOptions, "checkpoint" | "depth" | "perQuery" | "depths"> {
  reranker?: string[];
  strata?: string;
  shard?: string;
  writeRun?: string;
  report?: string;
  failUnder?: MetricFloor[];
  json?: true;
}

const derived: readonly string[] = ["length", "question", "number", "rareTerm"] satisfies DerivedStrata[];

/** `secondpass eval`: did the reranker help, on which queries, at what cost. */
export function addEvalCommand(program: Command): void {
  addCollectionOptions(program.command("eval"))
    .description("measure a first stage, and what a reranker makes of it, on a judged collection")
    .option(
      "--reranker <spec>",
      "as for rerank; given several times, they are compared (default: none, the run is measured)",
      collect,
    )
    .option("--depth <n>", "candidates reranked for each query", parseCount, 100)
    .option("--strata <file>", `query id, tab, stratum a line; or of ${derived.join(",")} (default: the first three)`)
    .option("--shard <i/n>", "only every n-th query, from the i-th on")
    .option("--checkpoint <file>", "what is done is kept there, and a run that was stopped goes on from it")
    .option("--per-query", "add the values of every query to --json")
    .option("--write-run <file>", "write the reranked run in TREC form, gzipped for .gz")
    .option("--report <file>", "write a report, one HTML file with plots and every query before and after")
    .option(
      "--depths <n,...>",
      "also measure these depths, on at most 100 queries (default with --report: 10,20,50,100 where calls cost nothing)",
      parseCounts,
    )
    .option("--fail-under <metric=value>", "exit with 1 where the result is lower, as in ndcg@10=0.5", parseFloor)
    .option("--json", "print one JSON document")
    .action(evaluateCommand);
}

async function evaluateCommand({ reranker = [], failUnder = [], json, ...given }: EvalArguments): Promise<void> {
  const metrics = [...new Set([...given.metrics, ...failUnder.map(({ metric }) => metric)])];
  const options = { ...given, metrics, strata: parseStrata(given.strata) };
  const result = await measure(reranker, options);
  const evaluations = "evaluations" in result ? result.evaluations : [result];
  const warnings = new Set(evaluations.flatMap(({ warnings }) => warnings.map(({ message }) => message)));
  for (const message of warnings) process.stderr.write(`secondpass: ${message}\n`);
  if (given.report !== undefined) process.stderr.write(`secondpass: the report is in ${given.report}\n`);
  process.stdout.write(json ? `${JSON.stringify(result, null, 2)}\n` : render(result));
  checkFloors(evaluations, failUnder);
}

async function measure(
  rerankers: readonly string[],
  options: Omit<EvaluateOptions, "reranker">,
): Promise<Evaluation | SideBySide> {
  const progress = showQueryProgress();
  const { onProgress } = progress;
  return untilInterrupted<Evaluation | SideBySide>((signal) => {
    if (rerankers.length < 2) return evaluate({ ...options, reranker: rerankers[0], onProgress, signal });
    const { checkpoint, writeRun, ...shared } = options;
    if (checkpoint === undefined && writeRun === undefined)
      return evaluateRerankers({ ...shared, rerankers, onProgress, signal });
    throw new RerankError("invalid_options", "--checkpoint and --write-run are for one reranker; give the command once for each");
  }).finally(progress.end);
}

/** Names of derived strata, or a file. */
function parseStrata(value: string | undefined): EvaluateOptions["strata"] {
  const names = value?.split(",");
  return names?.every((name) => derived.includes(name)) ? (names as DerivedStrata[]) : value;
}

function render(result: Evaluation | SideBySide): string {
  if (!("evaluations" in result)) return renderEvaluation(result);
  return [...result.evaluations.map(renderEvaluation), ...result.against.map(renderAgainst)].join("\n");
}
