import { parseAnswer } from "../../../../../../packages/core/src/scorers/listwise/answers/parse-answer.ts";
import type { ParseOptions } from "../../../../../../packages/core/src/scorers/listwise/answers/parsed-answer.ts";
import { numbers } from "./violations.ts";

/** Labels that an answer states, best first, behind its status: `ok: 3 1 2`. */
export function read(content: unknown, options: Partial<ParseOptions> = {}): string {
  const labels = options.labels ?? numbers(3);
  const { order, stated, status } = parseAnswer(content, { ...options, labels });
  const named = order.slice(0, stated).map((position) => labels[position]);
  return [`${status}:`, ...named].join(" ");
}

/** What each answer is read as. */
export function readAll(contents: readonly unknown[], options?: Partial<ParseOptions>): [unknown, string][] {
  return contents.map((content) => [content, read(content, options)]);
}

/** The same reading for every one of them. */
export function all(contents: readonly unknown[], reading: string): [unknown, string][] {
  return contents.map((content) => [content, reading]);
}
