import { words } from "../../rank/index.ts";

/**
 * Share of the query's words that a text has, between 0 and 1.
 *
 * @example
 * scoreByWords("install rust", "Install Rust with rustup"); // => 1
 * scoreByWords("install rust", "iron and rust"); // => 0.5
 */
export function scoreByWords(query: string, text: string): number {
  const asked = new Set(words(query));
  const had = new Set(words(text));
  if (asked.size === 0) return 0;
  return [...asked].filter((word) => had.has(word)).length / asked.size;
}

/** What a model would say before the sigmoid; finite also for 0 and 1. */
export function logitOf(relevance: number): number {
  const inside = Math.min(0.999, Math.max(0.001, relevance));
  return Math.log(inside / (1 - inside));
}
