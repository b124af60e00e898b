import type { ParsedAnswer } from "../../../../../../packages/core/src/scorers/listwise/answers/parsed-answer.ts";

const statuses = ["ok", "repaired", "partial", "unparsed", "refused", "truncated", "empty"];
const unstated = ["unparsed", "refused", "truncated", "empty"];

/** What is wrong with the result itself, whatever the answer was: nothing, where it is a permutation and its counts fit together. */
export function violations({ order, stated, status, missing, duplicate, unknown, ties }: ParsedAnswer, count: number): string[] {
  const wrong: string[] = [];
  if (order.length !== count || new Set(order).size !== count) wrong.push("not every position once");
  if (order.some((position) => !Number.isInteger(position) || position < 0 || position >= count)) wrong.push("no position");
  if (stated < 0 || stated > count || stated + missing !== count) wrong.push("stated and missing are not all");
  if ([duplicate, unknown, ties].some((number) => !Number.isInteger(number) || number < 0)) wrong.push("no count");
  if (!statuses.includes(status)) wrong.push("no status");
  if (unstated.includes(status) !== (stated === 0))
    wrong.push("a status without a ranking for an answer with one, or the reverse");
  if (status === "ok" && missing + duplicate + unknown > 0) wrong.push("ok with faults");
  const tail = order.slice(stated);
  if (tail.some((position, index) => index > 0 && position < (tail[index - 1] ?? 0))) wrong.push("the rest is not in its order");
  return wrong;
}

export const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index + 1));
export const letters = (count: number): string[] => Array.from({ length: count }, (_, index) => String.fromCharCode(65 + index));
