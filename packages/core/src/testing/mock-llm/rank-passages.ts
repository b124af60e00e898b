import { createHash } from "node:crypto";
import { words } from "../../rank/index.ts";
import { findOrders } from "./find-orders.ts";
import type { ReadPrompt } from "./find-passages.ts";
import type { MockLlmOptions } from "./mock-llm-options.ts";

/** Labels, best first, each with what the model thinks of it. */
export type MockRanking = { label: string; value: number }[];

/** Ranks what a prompt shows. The same request always gets the same answer, and another order of documents another one. */
export function rankPassages(prompt: ReadPrompt, options: MockLlmOptions, request: string): MockRanking {
  const { relevance = markedRelevance, noise = 0, positionBias = 0, obey = false } = options;
  const { passages, query } = prompt;
  const last = Math.max(passages.length - 1, 1);
  const ranking = passages.map(({ label, text }, position) => ({
    label,
    value: relevance(text, query) + noise * normal(`${label} ${request}`) + positionBias * (0.5 - position / last),
  }));
  ranking.sort((a, b) => b.value - a.value);
  if (!obey) return ranking;
  const ordered = findOrders(passages);
  const best = ranking[0]?.value ?? 0;
  const promoted = ordered.map((label, i) => ({ label, value: best + ordered.length - i }));
  return [...promoted, ...ranking.filter(({ label }) => !ordered.includes(label))];
}

/** The mark `(rel 0.83)` of a text, else the share of the query's words that it has. */
function markedRelevance(text: string, query: string): number {
  const mark = /\(rel (-?[\d.]+)\)/.exec(text)?.[1];
  if (mark !== undefined) return Number(mark);
  const asked = new Set(words(query));
  const own = new Set(words(text));
  return [...asked].filter((word) => own.has(word)).length / Math.max(asked.size, 1);
}

/** A number of the normal distribution that a key decides (Box and Muller, 1958). */
function normal(key: string): number {
  const hash = createHash("sha256").update(key).digest();
  const [a, b] = [0, 4].map((offset) => (hash.readUInt32BE(offset) + 1) / 2 ** 32) as [number, number];
  return Math.sqrt(-2 * Math.log(a)) * Math.cos(2 * Math.PI * b);
}
