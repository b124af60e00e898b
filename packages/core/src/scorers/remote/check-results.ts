import { RerankError } from "../../contract/index.ts";
import type { RemoteAnswer } from "./remote-api.ts";

/**
 * Scores by position of the documents that were sent. An answer that names a document twice, or one that was not sent, is
 * about other documents or was made up, and no order can be taken from it.
 *
 * @param count documents sent
 * @returns `undefined` where the answer leaves a document out
 * @throws {RerankError} `invalid_response`
 */
export function checkResults({ results }: RemoteAnswer, count: number, provider: string): (number | undefined)[] {
  const fail = (why: string) => new RerankError("invalid_response", `${provider} answered with ${why}`, { provider });
  if (results.length === 0) throw fail(`no results for ${count} documents`);
  const scores: (number | undefined)[] = new Array(count).fill(undefined);
  for (const { index, score } of results) {
    if (!Number.isInteger(index) || index < 0 || index >= count) {
      throw fail(`a result for documents[${index}], of ${count} that were sent`);
    }
    if (scores[index] !== undefined) throw fail(`two results for documents[${index}]`);
    if (!Number.isFinite(score)) throw fail(`the score ${score} for documents[${index}]; scores must be finite numbers`);
    scores[index] = score;
  }
  return scores;
}
