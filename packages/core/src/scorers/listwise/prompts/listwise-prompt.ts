import type { ChatMessage } from "../chat-model.ts";

/** What a prompt is made of, for one call. */
export interface PromptInput {
  query: string;
  /** In the order in which they are shown; text as it came, cut to the passage budget, not yet made harmless. */
  passages: readonly { label: string; text: string }[];
  /** How many labels to name, best first. */
  ask: number;
  /** `text` `[3] > [1]`, `json` an object after the schema, `label` the best one's label alone. */
  output: "text" | "json" | "label";
  /** What makes a passage relevant, beside the query. */
  instruction?: string;
  /** Set where an answer to the same question could not be read: the form is asked for once more. */
  isRetry: boolean;
  /** Unlike anything in the passages; for delimiters. */
  nonce: string;
}

/** A prompt as data: how a question is put to a model. */
export interface ListwisePrompt {
  /** Name and version, for receipts: `secondpass/1`, `rankgpt/1`. A change of words is a new version. */
  readonly id: string;
  render(input: PromptInput): ChatMessage[];
}
