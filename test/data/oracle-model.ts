import { setTimeout as sleep } from "node:timers/promises";
import type { ChatAnswer, ChatContext, ChatModel, ChatRequest } from "secondpass/listwise";
import { estimateTokens } from "secondpass/rank";

/** A question as the oracle reads it. */
export interface OracleQuestion {
  request: ChatRequest;
  query: string;
  /** Documents in the order shown. */
  labels: string[];
  texts: string[];
  /** How many are asked for. */
  ask: number;
  /** Labels best first, as many as asked for. */
  ranking: string[];
  /** 0-based number of the call. */
  number: number;
}

export interface OracleOptions {
  /** How good a text is. Default: its mark `(rel 0.83)`. */
  value?: (text: string, query: string) => number;
  /** The answer to a question in place of the right one; `undefined` for that one. */
  answer?: (question: OracleQuestion, context: ChatContext) => unknown;
  /** Milliseconds before each answer. Default: none. */
  delayMs?: number;
  supports?: Partial<ChatModel["supports"]>;
}

export interface Oracle extends ChatModel {
  readonly questions: OracleQuestion[];
  /** Tokens of all prompts and answers, as the mock model counts them. */
  readonly used: { input: number; output: number };
  /** Most calls under way at a time, and how many were cut off by their signal. */
  readonly peak: number;
  readonly aborted: number;
}

const passage = /^\[(\w+)\] <passage-\w+>\n([\s\S]*?)\n<\/passage-/gm;

/** A model that reads our prompt and always knows, unless told otherwise: sorts by the value of the texts, equals as shown. */
export function oracleModel({ value = markOf, answer, delayMs = 0, supports }: OracleOptions = {}): Oracle {
  const questions: OracleQuestion[] = [];
  const used = { input: 0, output: 0 };
  let active = 0;
  let peak = 0;
  let aborted = 0;

  async function complete(request: ChatRequest, context: ChatContext): Promise<ChatAnswer> {
    context.signal.throwIfAborted();
    const question = { ...readQuestion(request, value), number: questions.length };
    questions.push(question);
    peak = Math.max(peak, ++active);
    const count = () => aborted++;
    context.signal.addEventListener("abort", count);
    try {
      if (delayMs > 0) await sleep(delayMs, undefined, { signal: context.signal });
      const given = await answer?.(question, context);
      const content = given ?? question.ranking.map((label) => `[${label}]`).join(" > ");
      const input = request.messages.reduce((sum, message) => sum + estimateTokens(message.content), 0);
      const isAnswer = typeof content === "object" && content !== null && "content" in content;
      const full: ChatAnswer = isAnswer ? (content as ChatAnswer) : { content };
      const output = estimateTokens(typeof full.content === "string" ? full.content : JSON.stringify(full.content));
      used.input += input;
      used.output += output;
      return { usage: { inputTokens: input, outputTokens: output }, ...full };
    } finally {
      context.signal.removeEventListener("abort", count);
      active--;
    }
  }

  return {
    id: "oracle",
    supports: { schema: false, logprobs: false, ...supports },
    complete,
    questions,
    used,
    get peak() {
      return peak;
    },
    get aborted() {
      return aborted;
    },
  };
}

/** Never answers, and lets go when it is told to. */
export function hang({ signal }: ChatContext): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
}

function readQuestion(request: ChatRequest, value: (text: string, query: string) => number): Omit<OracleQuestion, "number"> {
  const prompt = request.messages.at(-1)?.content ?? "";
  const query = /<query-\w+>\n([\s\S]*?)\n<\/query-/.exec(prompt)?.[1] ?? "";
  const found = [...prompt.matchAll(passage)].map(([, label = "", text = ""]) => ({ label, text }));
  const ask = Number(/labels of the (\d+) most/.exec(prompt)?.[1] ?? found.length);
  const sorted = [...found].sort((a, b) => value(b.text, query) - value(a.text, query));
  return {
    request,
    query,
    labels: found.map(({ label }) => label),
    texts: found.map(({ text }) => text),
    ask,
    ranking: sorted.slice(0, ask).map(({ label }) => label),
  };
}

export function markOf(text: string): number {
  return Number(/\(rel (-?[\d.]+)\)/.exec(text)?.[1] ?? 0);
}

/** Documents with marks from a seeded shuffled of 1..count: no two are equally good. */
export function markedTexts(count: number, seed = 1, words = ""): string[] {
  const values = Array.from({ length: count }, (_, i) => i + 1);
  let state = seed;
  for (let i = count - 1; i > 0; i--) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    const j = Math.floor((state / 2 ** 32) * (i + 1));
    [values[i], values[j]] = [values[j] as number, values[i] as number];
  }
  return values.map((value, i) => `Document ${i} ${words} (rel ${value})`);
}

/** The values of the results, best first. */
export function valuesOf(results: readonly { document: string | { text: string } }[]): number[] {
  return results.map(({ document }) => markOf(typeof document === "string" ? document : document.text));
}
