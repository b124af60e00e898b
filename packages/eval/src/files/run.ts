/** One document that a system retrieved. */
export interface RunEntry {
  /** Document id. */
  id: string;
  /** Any finite number, higher is better. */
  score: number;
}

/** What a system retrieved: by query id, the documents in the order in which they were given. */
export type Run = Map<string, RunEntry[]>;

/** Judgments: by query id, the grade by document id. Above 0 is relevant; below 0 counts as not judged. */
export type Qrels = Map<string, Map<string, number>>;
