import { RerankError } from "../../contract/index.ts";
import { type Aggregate, aggregateFunction } from "./aggregate-scores.ts";
import type { KeptPassages } from "./choose-passages.ts";

export interface ChunkedOptions {
  /**
   * Most tokens of a passage with its title, at least 8. Default: what the model reads beside the query; where nobody knows, what a
   * window of 512 leaves.
   */
  tokens?: number;
  /**
   * Tokens at a passage's end that are read again at the start of the next, in whole sentences: from 0 up to 1 a share of the passage,
   * from 1 on tokens; at most half of a passage. Default: 0.15.
   */
  overlap?: number;
  /** How the scores of passages become the document's. Default: `max`. */
  aggregate?: Aggregate;
  /** Most passages of one document, at least 1, `Infinity` for all. Default: 16. */
  maxPassages?: number;
  /** Most passages of a call, at least 1, documents that are read whole counted as one; each is read at least in part. Default: no limit. */
  maxCallPassages?: number;
  /** Which passages are read where not all of them are: those that share most `words` with the query, or the `first`. Default: `words`. */
  keep?: KeptPassages;
}

const aggregates: readonly string[] = ["max", "mean", "first", "topMean", "decay", "softmax"];

export type ChunkedSettings = Required<Omit<ChunkedOptions, "tokens">> & Pick<ChunkedOptions, "tokens">;

/**
 * Options with their defaults.
 *
 * @throws {RerankError} `invalid_config` naming option and value
 */
export function chunkedSettings(options: ChunkedOptions): ChunkedSettings {
  const settings: ChunkedSettings = {
    tokens: options.tokens,
    overlap: options.overlap ?? 0.15,
    aggregate: options.aggregate ?? "max",
    maxPassages: options.maxPassages ?? 16,
    maxCallPassages: options.maxCallPassages ?? Number.POSITIVE_INFINITY,
    keep: options.keep ?? "words",
  };
  const { tokens, overlap, maxPassages, maxCallPassages, keep } = settings;
  check("tokens", tokens, tokens === undefined || (Number.isInteger(tokens) && tokens >= 8), "a whole number of at least 8");
  const isOverlap = isNumber(overlap) && overlap >= 0 && (overlap < 1 || Number.isInteger(overlap));
  check("overlap", overlap, isOverlap, "a share from 0 up to 1 or a whole number of tokens");
  check("maxPassages", maxPassages, isCount(maxPassages), "a whole number of at least 1, or Infinity");
  check("maxCallPassages", maxCallPassages, isCount(maxCallPassages), "a whole number of at least 1, or Infinity");
  check("keep", keep, keep === "words" || keep === "first", '"words" or "first"');
  checkAggregate(settings.aggregate);
  return settings;
}

function checkAggregate(aggregate: Aggregate): void {
  const forms =
    '"max", "mean", "first", "topMean", "decay", "softmax", { topMean: whole number >= 1 }, { decay: 0 to 1 } or { softmax: number above 0 }';
  const isObject = typeof aggregate === "object" && aggregate !== null && Object.keys(aggregate).length === 1;
  const { name, value } =
    isObject || typeof aggregate === "string" ? aggregateFunction(aggregate) : { name: undefined, value: 0 };
  const isFit =
    (typeof aggregate === "string" && aggregates.includes(aggregate)) ||
    (name === "topMean" && Number.isInteger(value) && value >= 1) ||
    (name === "decay" && isNumber(value) && value >= 0 && value <= 1) ||
    (name === "softmax" && isNumber(value) && value > 0);
  check("aggregate", aggregate, isFit, forms);
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function isCount(value: unknown): boolean {
  return value === Number.POSITIVE_INFINITY || (Number.isInteger(value) && (value as number) >= 1);
}

function check(name: string, value: unknown, isFit: boolean, expected: string): void {
  if (isFit) return;
  throw new RerankError("invalid_config", `chunked: ${name} must be ${expected}, got ${JSON.stringify(value) ?? String(value)}`);
}
