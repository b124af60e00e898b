import { performance } from "node:perf_hooks";
import { createReranker } from "secondpass";
import { expect, test } from "vitest";

const count = 10_000;
const subjects = ["rust on iron", "mild weather in Paris", "bread at 220 degrees", "install rust with rustup", "four strings"];
const documents = Array.from(
  { length: count },
  (_, i) => `Page ${i} of the collection is about ${subjects[i % subjects.length]}.`,
);
const query = "how do I install rust";

for (const config of ["local", "lexical", "identity"]) {
  test(`${config}: 10,000 documents in, 10,000 out, and the event loop goes on`, async () => {
    await using reranker = await createReranker(config);
    const progress: number[] = [];
    const gap = startGapMeter();
    const { results, dropped } = await reranker.rerank(query, documents, {
      topN: 5000,
      onProgress: (done, total) => {
        expect(total).toBe(count);
        progress.push(done);
      },
    });
    expect(gap.stop()).toBeLessThan(500);
    const indexes = new Set([...results, ...dropped].map(({ index }) => index));
    expect({ results: results.length, dropped: dropped.length, different: indexes.size }).toEqual({
      results: 5000,
      dropped: 5000,
      different: count,
    });
    expect(progress.at(-1)).toBe(count);
    expect(progress).toEqual([...new Set(progress)].sort((a, b) => a - b));
  });
}

test("local: progress comes in many steps", async () => {
  await using reranker = await createReranker({ local: { blend: 0 } });
  let steps = 0;
  await reranker.rerank(query, documents, { onProgress: () => steps++ });
  // At least one for each block of 1,024.
  expect(steps).toBeGreaterThanOrEqual(10);
});

for (const config of ["local", "lexical"]) {
  test(`${config}: abort in the middle of 10,000 rejects with the reason, and a small call is served after it`, async () => {
    await using reranker = await createReranker(config);
    // Long enough for BM25 to need many turns.
    const long = documents.map((document) => document.repeat(10));
    const controller = new AbortController();
    const reason = new Error("no longer needed");
    let abortedAt = 0;
    let doneAtAbort = 0;
    const abort = (done = 0) => {
      abortedAt ||= performance.now();
      doneAtAbort ||= done;
      controller.abort(reason);
    };
    // BM25 reports no scores on its way: there a timer has to do.
    if (config === "lexical") setTimeout(abort, 5);
    const call = reranker.rerank(query, long, { signal: controller.signal, onProgress: abort });
    await expect(call).rejects.toBe(reason);
    expect(performance.now() - abortedAt).toBeLessThan(2000);
    expect(doneAtAbort).toBeLessThan(count);

    const startedAt = performance.now();
    const { results } = await reranker.rerank(query, documents.slice(0, 5));
    expect(results.map(({ index }) => index).toSorted()).toEqual([0, 1, 2, 3, 4]);
    // The rest of the aborted work is not done first.
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
}

/** Longest time between two turns of the event loop, by a timer of 5 ms. */
function startGapMeter() {
  let longest = 0;
  let last = performance.now();
  const note = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(note, 5);
  return {
    stop() {
      clearInterval(timer);
      note();
      return longest;
    },
  };
}
