import { RerankError } from "../../contract/index.ts";
import { toFloat32 } from "../onnx/runtime/to-float32.ts";

/**
 * How a score is read off a model's output:
 * - `logit` the one logit of each pair.
 * - `two-logit` the second minus the first: what a classifier with the labels irrelevant and relevant says.
 * - `multi-label` the logit of one label, `positiveLabel`.
 * - `yes-no` a language model's logit of `yes` minus that of `no`, at the last position.
 */
export type ScoreHead = "logit" | "two-logit" | "multi-label" | "yes-no";

export interface HeadOptions {
  /** Default: by the shape of the output. */
  head?: ScoreHead;
  /** Column of the label that stands for relevance. */
  label?: number;
  /** Names of the columns, where the model's configuration has them. */
  labelNames?: readonly string[];
  /** Token ids of the answers of a language model. */
  answers?: { yes: number; no?: number };
}

/** The part of a tensor that a head reads. */
export interface Output {
  type: string;
  data: unknown;
  dims: readonly number[];
}

/**
 * One raw score for each row: logits as they are, no softmax or sigmoid, which turn single logits into ones and saturate.
 *
 * @throws {RerankError} `invalid_model` when the output has another type or shape than the head reads
 */
export function readScores(output: Output | undefined, rows: number, options: HeadOptions): number[] {
  const values = toFloat32(output);
  const { columns, stride, start } = layout(output, rows, values?.length ?? 0);
  if (!output || !values || columns === 0)
    throw unreadable(output, rows, "expected float32 or float16 with the logits of each pair");
  const score = chooseHead(output, rows, columns, options);
  return Array.from({ length: rows }, (_, row) => {
    const at = row * stride + start;
    return score((column) => values[at + column] as number);
  });
}

type Score = (logit: (column: number) => number) => number;

function chooseHead(output: Output, rows: number, columns: number, options: HeadOptions): Score {
  const { label, answers, labelNames = [] } = options;
  const head = options.head ?? guessHead(output, columns, options);
  const fail = (why: string) => unreadable(output, rows, why);
  if (head === "multi-label") {
    if (label === undefined || label >= columns) {
      const names = labelNames.length > 0 ? ` of ${labelNames.join(", ")}` : "";
      throw fail(`set positiveLabel in model.json to the label${names} that stands for relevance`);
    }
    return (logit) => logit(label);
  }
  // Exports that keep only the answers of a language model have them as no and yes, or subtract them already.
  if (columns === 1 && head !== "two-logit") return (logit) => logit(0);
  if (columns === 2 && head !== "logit") return label === 0 ? (logit) => logit(0) - logit(1) : (logit) => logit(1) - logit(0);
  if (head !== "yes-no") throw fail(`the head ${head} expects ${head === "logit" ? "one logit" : "two logits"} for each pair`);
  if (!answers) throw fail("a language model needs a template that says how to ask it; set template in model.json");
  const { yes, no } = answers;
  if (Math.max(yes, no ?? 0) >= columns) throw fail(`the answers are tokens ${yes} and ${no}`);
  return no === undefined ? (logit) => logit(yes) : (logit) => logit(yes) - logit(no);
}

function guessHead({ dims }: Output, columns: number, { answers }: HeadOptions): ScoreHead {
  if (dims.length === 3 || (answers && columns > 2)) return "yes-no";
  if (columns === 1) return "logit";
  return columns === 2 ? "two-logit" : "multi-label";
}

/** Where the columns of a row are: `[rows]`, `[rows, columns]`, or the last position of `[rows, positions, columns]`. */
function layout(output: Output | undefined, rows: number, length: number): { columns: number; stride: number; start: number } {
  const [first, second = 1, third] = output?.dims ?? [];
  const [positions, columns] = third === undefined ? [1, second] : [second, third];
  const stride = positions * columns;
  const fits = first === rows && (output?.dims.length ?? 0) <= 3 && stride * rows === length;
  return { columns: fits ? columns : 0, stride, start: stride - columns };
}

function unreadable(output: Output | undefined, rows: number, why: string): RerankError {
  const found = output ? `type ${output.type} and shape ${output.dims.join(" x ")}` : "no type";
  return new RerankError("invalid_model", `the model returned logits of ${found} for ${rows} pairs; ${why}`);
}
