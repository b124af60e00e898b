import { InvalidArgumentError } from "commander";
import type { CalibrationTarget } from "secondpass";

/** A whole number of at least 1. */
export function parseCount(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1) return number;
  throw new InvalidArgumentError("It must be a whole number of at least 1.");
}

/** Any finite number. */
export function parseNumber(value: string): number {
  const number = Number(value);
  if (value.trim() !== "" && Number.isFinite(number)) return number;
  throw new InvalidArgumentError("It must be a number.");
}

/** Names between commas. */
export function parseList(value: string): string[] {
  const names = value.split(",").map((name) => name.trim());
  if (names.every((name) => name !== "")) return names;
  throw new InvalidArgumentError("It must be names between commas.");
}

/** Whole numbers of at least 1, between commas. */
export function parseCounts(value: string): number[] {
  return parseList(value).map(parseCount);
}

/** For an option that may be given several times. */
export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** The least value that a metric may have. */
export interface MetricFloor {
  metric: string;
  least: number;
}

/** `ndcg@10=0.5`; may be given several times. */
export function parseFloor(value: string, before: readonly MetricFloor[] = []): MetricFloor[] {
  const [, metric, least] = value.match(/^([^=]+)=(.+)$/) ?? [];
  if (metric === undefined || least === undefined)
    throw new InvalidArgumentError("It must be a metric and a number, as in ndcg@10=0.5.");
  return [...before, { metric: metric.trim(), least: parseNumber(least) }];
}

/** `precision=0.9` or `recall=0.95`; may be given several times. */
export function parseTarget(value: string, before: readonly CalibrationTarget[] = []): CalibrationTarget[] {
  const [, measure, share] = value.match(/^(precision|recall)=(.+)$/) ?? [];
  const number = Number(share);
  if (number > 0 && number <= 1) return [...before, { measure: measure as CalibrationTarget["measure"], value: number }];
  throw new InvalidArgumentError("It must be precision or recall and a number above 0 and at most 1, as in precision=0.9.");
}
