/**
 * - `ok` every label once, or as many as were asked for.
 * - `repaired` some were missing, named twice or unknown.
 * - `partial` less than half of what was asked for.
 * - `unparsed` no ranking in it; `refused` it says that there will be none; `truncated` it ends before one; `empty`.
 */
export type AnswerStatus = "ok" | "repaired" | "partial" | "unparsed" | "refused" | "truncated" | "empty";

/** What was read out of a model's answer. */
export interface ParsedAnswer {
  /** Every position of the window once: those that the answer names, in its order, then the others in theirs. */
  order: number[];
  /** How many of `order` the answer names. */
  stated: number;
  status: AnswerStatus;
  /** What was wrong with it. */
  missing: number;
  duplicate: number;
  unknown: number;
  /** Pairs that it calls equal. */
  ties: number;
}

export interface ParseOptions {
  /** The labels of this call, by position: `["1", "2", …]`, letters, or codes. Nothing else is accepted. */
  labels: readonly string[];
  /** How many the model was asked for. Default: all. */
  asked?: number;
  /** Whether the model ran out of tokens. */
  isCut?: boolean;
}
