import assert from "node:assert/strict";
import type { DocumentInput, Ranking } from "../../contract/index.ts";

/** Results and dropped documents are the input: nothing lost, nothing twice, ranks without gaps, the caller's own values. */
export function assertSameSet(ranking: Ranking, documents: readonly DocumentInput[]): void {
  const indexes = [...ranking.results, ...ranking.dropped].map(({ index }) => index);
  assert.deepEqual(
    indexes.toSorted((a, b) => a - b),
    documents.map((_, index) => index),
    "results and dropped together must be the input",
  );
  ranking.results.forEach((result, position) => {
    assert.equal(result.rank, position + 1, "ranks count from 1 without gaps");
    assert.equal(result.document, documents[result.index], "a result holds the very value that was passed in");
    assert.equal(result.firstStage.rank, result.index + 1, "firstStage.rank is the 1-based input position");
  });
}
