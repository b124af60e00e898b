/** What a judging will take. Calls hold where every answer can be read; tokens are estimates, rather too many than too few. */
export interface JudgeQuote {
  queries: number;
  /** Documents over all queries, each counted once for each query. */
  documents: number;
  /** Grades to be got: documents times repeats, less those that the checkpoint has. */
  grades: number;
  calls: number;
  inputTokens: number;
  outputTokens: number;
  /** Only where a price is given. */
  costUsd?: number;
}
