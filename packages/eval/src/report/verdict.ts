import type { Delta } from "../statistics/compare-values.ts";
import { formatChange, formatValue } from "./format-figures.ts";

/** What an interval says, in one word of three. */
export type Verdict = "better" | "worse" | "open";

export function verdictOf({ ci95: [low, high] }: Pick<Delta, "ci95">): Verdict {
  if (low > 0) return "better";
  return high < 0 ? "worse" : "open";
}

/** The answer in a sentence. */
export function answerOf(name: string, metric: string, before: number, after: number, delta: Delta): string {
  const change = `${metric} from ${formatValue(before)} to ${formatValue(after)}`;
  const interval = `${formatChange(delta.mean)}, 95 % interval ${formatInterval(delta)}`;
  switch (verdictOf(delta)) {
    case "better":
      return `${name} helps: ${change} (${interval}).`;
    case "worse":
      return `${name} harms: ${change} (${interval}).`;
    case "open":
      return `Not shown that ${name} changes anything: ${change} (${interval} reaches across zero).`;
  }
}

export function formatInterval({ ci95: [low, high] }: Pick<Delta, "ci95">): string {
  return `${formatChange(low)} to ${formatChange(high)}`;
}
