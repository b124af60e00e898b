import { type CalibrateOptions, type CalibrationMethod, calibrate, writeCalibration } from "@secondpass/eval";
import { type Command, Option } from "commander";
import type { Calibration, CalibrationTarget } from "secondpass";
import { collect, parseCount, parseNumber, parseTarget } from "../option-parsers.ts";
import { renderCalibration } from "../render-calibration.ts";
import { showQueryProgress } from "../show-query-progress.ts";
import { untilInterrupted } from "../until-interrupted.ts";

interface CalibrateArguments
  extends Pick<
    CalibrateOptions,
    "depth" | "split" | "limitQueries" | "seed" | "concurrency" | "checkpoint" | "relevantFrom" | "reranker"
  > {
  collection: string;
  run?: string[];
  target?: CalibrationTarget[];
  method: CalibrationMethod;
  unjudged: "irrelevant" | "leave-out";
  out: string;
  json?: true;
}

const methods: readonly CalibrationMethod[] = ["auto", "platt", "isotonic"];

/** `secondpass calibrate`: from scores to probabilities, and to a threshold that can be relied on. */
export function addCalibrateCommand(program: Command): void {
  program
    .command("calibrate")
    .description("fit probabilities to a reranker's scores on a judged collection, with thresholds for what they have to reach")
    .requiredOption(
      "--collection <folder>",
      "in BEIR layout: corpus.jsonl, queries.jsonl, qrels/<split>.tsv; each may be gzipped",
    )
    .requiredOption("--reranker <spec>", "whose scores; as for rerank, with the options that it will be used with")
    .requiredOption("--out <file>", "where the calibration is written, as JSON")
    .option("--run <file>", "first stage as a TREC run; given several times, they are fused (default: BM25 made here)", collect)
    .option(
      "--target <measure=value>",
      "precision or recall that the documents kept have to reach, as in precision=0.9; given several times, a threshold for each",
      parseTarget,
    )
    .option("--depth <n>", "candidates scored for each query", parseCount, 100)
    .option("--split <name>", "which judgments in qrels/", "test")
    .addOption(new Option("--method <name>", "how probabilities are fitted").choices(methods).default("auto"))
    .option("--relevant-from <grade>", "least grade that counts as relevant", parseNumber, 1)
    .addOption(
      new Option("--unjudged <how>", "what candidates that nobody judged count as")
        .choices(["irrelevant", "leave-out"])
        .default("irrelevant"),
    )
    .option("--limit-queries <n>", "only the first judged queries", parseCount)
    .option("--concurrency <n>", "queries at a time", parseCount, 1)
    .option("--checkpoint <file>", "what is done is kept there, and a run that was stopped goes on from it")
    .option("--seed <n>", "of the division in halves and of intervals", parseNumber, 1)
    .option("--json", "print the calibration as one JSON document")
    .action(calibrateCommand);
}

async function calibrateCommand({ json, out, target, unjudged, ...given }: CalibrateArguments): Promise<void> {
  const progress = showQueryProgress();
  const { onProgress } = progress;
  const options: CalibrateOptions = {
    ...given,
    unjudged: unjudged === "leave-out" ? "leaveOut" : unjudged,
    ...(target && { targets: target }),
    ...(onProgress && { onProgress }),
  };
  const calibration: Calibration = await untilInterrupted((signal) => calibrate({ ...options, signal })).finally(progress.end);
  await writeCalibration(out, calibration);
  for (const { message } of calibration.warnings) process.stderr.write(`secondpass: ${message}\n`);
  process.stdout.write(json ? `${JSON.stringify(calibration, null, 2)}\n` : renderCalibration(calibration, out));
}
