import { jsonItems } from "./json-items.ts";
import { jsonSpans } from "./json-spans.ts";
import type { LabelSet } from "./label-set.ts";
import { readJson } from "./read-json.ts";
import { namesLabel, type Statement, strengths } from "./statement.ts";

const fence = "```";

/** What a text that is JSON states, or its last fenced block that is. */
export function wholeJson(text: string, labels: LabelSet): Statement | undefined {
  const blocks = text.split(fence);
  // Between the first fence and the second, the third and the fourth; an answer that ran out of tokens leaves the last one open.
  const fenced = blocks.filter((_, index) => index % 2 === 1).map((block) => block.replace(/^[a-z0-9]{0,10}\s/i, ""));
  for (const candidate of [text, ...fenced.slice(-8).reverse()]) {
    const trimmed = candidate.trim();
    if (!/^[[{]/.test(trimmed) || !/[\]}]$/.test(trimmed)) continue;
    const items = jsonItems(readJson(trimmed), labels);
    if (items && namesLabel(items, labels)) return statement(items, text.length);
  }
  return undefined;
}

/** What pieces of JSON inside a text state. `[3]` is not one of them, it is a label. */
export function jsonStatements(text: string, labels: LabelSet): Statement[] {
  const statements: Statement[] = [];
  for (const { start, end } of jsonSpans(text)) {
    const span = text.slice(start, end);
    if (!/[,:]/.test(span)) continue;
    const items = jsonItems(readJson(span), labels);
    if (items) statements.push(statement(items, end));
  }
  return statements;
}

function statement(items: string[], end: number): Statement {
  return { items, ties: 0, strength: strengths.square, end };
}
