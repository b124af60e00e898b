import type { BulkheadPolicy } from "cockatiel";
import type { ListwiseReport, RerankError } from "../../contract/index.ts";
import type { ListwiseOptions } from "./listwise-options.ts";
import type { ListwisePrompt } from "./prompts/listwise-prompt.ts";
import type { Spending } from "./spending.ts";

/** What all windows of one ranking share. */
export interface RunContext {
  query: string;
  texts: readonly string[];
  instruction?: string;
  options: ListwiseOptions;
  prompt: ListwisePrompt;
  labels: "numeric" | "letters" | "random";
  signal: AbortSignal;
  /** When time is up, on the clock of `performance.now()`. */
  deadlineAt?: number;
  spending: Spending;
  /** Limits the calls under way, of all rankings of a reranker. */
  slots: Pick<BulkheadPolicy, "execute">;
  /** Random numbers of one window's own, so that what a seed brings does not depend on who answers first. */
  fork(): () => number;
  counts: RunCounts;
  /** Calls that the plan has beside those already begun: what is kept back from retries. */
  callsAhead(): number;
  /** Ends all calls under way. */
  fail(reason: unknown): void;
  /** Called when a call has begun or ended. */
  onChange(): void;
}

/** What a receipt tells of a ranking. */
export interface RunCounts {
  /** Calls that have ended. */
  ended: number;
  retries: number;
  /** Questions, retries not counted, and how many of them no call answered. */
  questions: number;
  unanswered: number;
  /** Answers that could be read. */
  answered: number;
  windows: number;
  failedWindows: number;
  repairs: ListwiseReport["repairs"];
  /** By position. */
  seen: number[];
  lastError?: RerankError;
  /** Why no further call may be made. */
  stopped?: string;
}

export function newCounts(documents: number): RunCounts {
  return {
    ended: 0,
    retries: 0,
    questions: 0,
    unanswered: 0,
    answered: 0,
    windows: 0,
    failedWindows: 0,
    repairs: { answers: 0, missing: 0, duplicate: 0, unknown: 0, unparsed: 0, refused: 0, truncated: 0 },
    seen: new Array(documents).fill(0),
  };
}
