import { estimateTokens } from "secondpass/rank";
import { promptSizes } from "./judge-prompt.ts";
import type { PlannedCall } from "./plan-calls.ts";
import type { Judging } from "./set-up-judging.ts";

// `"1": 2, ` is six tokens, and the braces and line ends around them some more.
const tokensPerGrade = 6;
const tokensBesideGrades = 8;

/** Estimated tokens of a call. */
export function callSizes({ rubric, texts, reasoningTokens }: Judging): {
  inputTokens(call: Pick<PlannedCall, "query" | "documents">): number;
  outputTokens(documents: number): number;
  /** Room for an answer that is wordier than it should be. */
  mostOutput(documents: number): number;
} {
  const { prompt, around } = promptSizes(rubric);
  const known = new Map<string, number>();
  const sizeOf = (id: string) => {
    const size = known.get(id) ?? estimateTokens(texts.get(id)?.text ?? "");
    known.set(id, size);
    return size;
  };
  const outputTokens = (documents: number) => documents * tokensPerGrade + tokensBesideGrades + reasoningTokens;
  return {
    inputTokens: ({ query, documents }) =>
      documents.reduce((total, id) => total + sizeOf(id) + around, prompt + estimateTokens(query.text)),
    outputTokens,
    mostOutput: (documents) => 2 * outputTokens(documents) + 50,
  };
}
