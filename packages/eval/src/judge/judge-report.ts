import type { AnswerStatus } from "secondpass/listwise";
import type { Agreement } from "./agreement.ts";
import type { HumanAgreement } from "./human-agreement.ts";
import type { JudgeQuote } from "./judge-quote.ts";
import type { PositionBias } from "./position-bias.ts";
import type { Rubric } from "./rubric.ts";

/** How judgments came about and what they are worth. Plain data; it lies beside their file. */
export interface JudgeReport {
  /** So that they are never taken for those of people. */
  madeBy: "language model";
  model: string;
  /** Name and version of the prompt around the rubric. */
  prompt: string;
  rubric: Rubric;
  collection: string;
  depth: number;
  repeats: number;
  batchSize: number;
  passageTokens: number;
  seed: number;
  /** How the grades of the repeats became one. */
  rule: string;
  queries: number;
  /** Documents over all queries, each counted once for each. */
  documents: number;
  judged: number;
  /** How many got each grade. */
  grades: Record<string, number>;
  /** What has no grade, and why: it was left out, not guessed. */
  unjudged: { byReason: Record<string, number>; documents: UnjudgedDocument[] };
  /** Documents that were shown cut. */
  cut: number;
  /** Documents with signs that they were written for a model; they were graded like any other, and are worth a look. */
  suspicious: { query: string; document: string; signs: string[] }[];
  repeatAgreement: Agreement | null;
  humanAgreement: HumanAgreement | null;
  positionBias: PositionBias;
  /** Answers by what could be read of them. */
  answers: Partial<Record<AnswerStatus, number>>;
  /** What was expected before the first call of this run. */
  quote: JudgeQuote;
  /** What these judgments took, and what of it this run did; attempts that came to nothing are in this run's calls. */
  usage: JudgeUsage & { thisRun: JudgeUsage };
  /** Whether everything was asked; and if not, why. */
  complete: boolean;
  stopped?: string;
}

export interface JudgeUsage {
  calls: number;
  inputTokens: number;
  outputTokens: number;
  /** Only where a price is given. */
  costUsd?: number;
}

/**
 * Why a document has no grade: `empty` it has no text; `not asked` the judging ended before; `unparsed`, `refused` and the like what
 * the last answer about it was; else the code of the error.
 */
export interface UnjudgedDocument {
  query: string;
  document: string;
  reason: string;
}
