import { basename } from "node:path";
import {
  type AskOptions,
  type JudgeOptions,
  type JudgeQuote,
  judge,
  quoteJudging,
  type Rubric,
  rubricFrom,
  writeJudgments,
} from "@secondpass/eval";
import type { Command } from "commander";
import { RerankError } from "secondpass";
import { collect, parseCount, parseNumber } from "../option-parsers.ts";
import { readInput } from "../read-input.ts";
import { describeQuote, renderJudging } from "../render-judging.ts";
import { showQueryProgress } from "../show-query-progress.ts";
import { untilInterrupted } from "../until-interrupted.ts";

interface JudgeArguments
  extends Pick<
    JudgeOptions,
    | "depth"
    | "limitQueries"
    | "repeats"
    | "batchSize"
    | "passageTokens"
    | "agreementOnly"
    | "split"
    | "seed"
    | "humanRelevantFrom"
    | "reasoningTokens"
  > {
  collection: string;
  run?: string[];
  model?: string;
  out?: string;
  rubric?: string;
  human?: string | false;
  checkpoint?: string;
  retries: number;
  concurrency: number;
  maxCalls?: number;
  maxUsd?: number;
  inputPrice?: number;
  outputPrice?: number;
  dryRun?: true;
  json?: true;
}

/** `secondpass judge`: labels for a collection that nobody has judged, by a language model, and what they are worth. */
export function addJudgeCommand(program: Command): void {
  program
    .command("judge")
    .description("have a language model grade documents from 0 to 3 by a rubric, and say how far it can be trusted")
    .requiredOption("--collection <folder>", "in BEIR layout: corpus.jsonl, queries.jsonl; each may be gzipped")
    .option(
      "--run <file>",
      "judge the first documents of a TREC run; give those of all systems (default: BM25 made here)",
      collect,
    )
    .option("--model <spec>", "openai:gpt-5-mini, http://host:port/v1#MODEL")
    .option("--out <file>", "judgments, BEIR's form for .tsv, else TREC's; FILE.json beside it says what they are worth")
    .option("--depth <n>", "documents of each run for each query", parseCount, 10)
    .option("--limit-queries <n>", "so many queries, drawn by chance (default: all)", parseCount)
    .option("--repeats <n>", "times that each document is graded, among others in another order", parseCount, 2)
    .option("--batch-size <n>", "documents shown at a time", parseCount, 5)
    .option("--passage-tokens <n>", "tokens shown of each document", parseCount, 600)
    .option("--rubric <file>", "what the grades 0 to 3 mean, as a text (default: TREC's grades)")
    .option("--human <file>", "judgments of people, for agreement (default: the collection's, where there are any)")
    .option("--no-human", "no agreement with people")
    .option("--human-relevant-from <grade>", "from which of their grades on a document is relevant", parseNumber)
    .option("--split <name>", "which judgments of the collection are people's", "test")
    .option("--agreement-only", "judge only what people have judged, to see the agreement first")
    .option("--checkpoint <file>", "what was answered is kept there and never asked twice (default: OUT.calls.jsonl)")
    .option("--retries <n>", "times that a document without a readable grade is asked about again", parseNumber, 1)
    .option("--concurrency <n>", "calls at a time", parseCount, 4)
    .option("--max-calls <n>", "refuse a quote above it, and end with what is done when it is reached", parseCount)
    .option("--max-usd <dollars>", "the same in US dollars; needs prices", parseNumber)
    .option("--input-price <dollars>", "US dollars for a million input tokens", parseNumber)
    .option("--output-price <dollars>", "US dollars for a million output tokens", parseNumber)
    .option("--reasoning-tokens <n>", "tokens of reasoning in an answer", parseNumber, 0)
    .option("--seed <n>", "of samples, shuffles and intervals", parseNumber, 1)
    .option("--dry-run", "only say what it will take; asks nothing, needs no key")
    .option("--json", "print one JSON document")
    .action(judgeCommand);
}

async function judgeCommand({ model, out, dryRun, json, ...given }: JudgeArguments): Promise<void> {
  const options = await toOptions(given, out);
  if (dryRun) {
    const quote = await quoteJudging({ ...options, ...(model !== undefined && { model }) });
    process.stdout.write(json ? `${JSON.stringify({ dryRun: true, quote }, null, 2)}\n` : `${describeQuote(quote)}\n`);
    return;
  }
  if (model === undefined)
    throw new RerankError("invalid_options", "--model is needed, unless --dry-run asks for the quote alone");
  if (out === undefined) throw new RerankError("invalid_options", "--out is needed, unless --dry-run asks for the quote alone");
  const progress = showQueryProgress(process.stderr, undefined, "calls");
  const onQuote = (quote: JudgeQuote) => void process.stderr.write(`secondpass: ${describeQuote(quote)}\n`);
  const judgments = await untilInterrupted((signal) =>
    judge({ ...options, model, onQuote, onProgress: progress.onProgress, signal }),
  ).finally(progress.end);
  await writeJudgments(out, judgments);
  const { report } = judgments;
  process.stdout.write(json ? `${JSON.stringify({ out, ...report }, null, 2)}\n` : renderJudging(report, out));
  if (report.complete) return;
  const why = report.stopped ?? "some calls failed";
  throw new Error(`not everything was judged: ${why}; the same command goes on from ${options.checkpoint}`);
}

type Options = JudgeOptions & Omit<AskOptions, "model">;

async function toOptions(
  { rubric, maxUsd, inputPrice, outputPrice, checkpoint, ...rest }: Omit<JudgeArguments, "model" | "out" | "dryRun" | "json">,
  out: string | undefined,
): Promise<Options> {
  const hasPrice = inputPrice !== undefined || outputPrice !== undefined;
  return {
    ...rest,
    // Answers are paid for: they are kept whether or not somebody thought of it.
    checkpoint: checkpoint ?? (out === undefined ? undefined : `${out}.calls.jsonl`),
    ...(rubric !== undefined && { rubric: await readRubric(rubric) }),
    ...(maxUsd !== undefined && { maxCostUsd: maxUsd }),
    ...(hasPrice && { price: { perMillionInputTokens: inputPrice ?? 0, perMillionOutputTokens: outputPrice ?? 0 } }),
  };
}

async function readRubric(file: string): Promise<Rubric> {
  const text = (await readInput(file)).trim();
  if (text === "") throw new RerankError("invalid_options", `${file} is empty: a rubric says what the grades 0 to 3 mean`);
  return rubricFrom(text, basename(file).replace(/\.\w+$/, ""));
}
