import { join } from "node:path";
import { createReranker } from "secondpass";
import { startMockLlm } from "secondpass/testing";
import { expect, test } from "vitest";
import { type JudgedQuery, readJudgedQueries } from "../../../data/beir-collection.ts";
import { ndcgAt10 } from "../../../data/ndcg.ts";
import { type ReplayLog, readReplayLogs } from "../../../data/replay-log.ts";
import { noSharedData, sharedData } from "../../../data/shared-data.ts";

// nDCG@10 of the runs as they were recorded, in the order of the logs' names.
const recorded = [0.6665, 0.6682, 0.6675];

async function readQueries(): Promise<JudgedQuery[]> {
  const queries = await readJudgedQueries(join(sharedData, "collections/trec-dl19-rerank"), "runs/BM25.trec");
  // A few candidates are not in the corpus. The recorded answers do not depend on what we show.
  return queries.map((query) => ({
    ...query,
    candidates: query.candidates.map(({ id, text, score }) => ({ id, text: text || id, ...(score !== undefined && { score }) })),
  }));
}

/** Answers every window of a query with what the recorded model answered. */
function startReplay(log: ReplayLog) {
  const left = new Map([...log.answers].map(([query, answers]) => [query, [...answers]]));
  return startMockLlm({
    answer({ body }) {
      const prompt = body.messages?.map(({ content }) => content).join("\n") ?? "";
      const query = /Search Query: (.*)\.\s*\nRank the/.exec(prompt)?.[1] ?? "";
      return left.get(query)?.shift() ?? { status: 500, body: `no answer is left for ${query}` };
    },
  });
}

async function rerankAll(queries: readonly JudgedQuery[], log: ReplayLog, options: Record<string, unknown>) {
  await using mock = await startReplay(log);
  const listwise = {
    model: "vicuna",
    baseUrl: mock.url,
    strategy: "slidingWindow",
    window: 20,
    stride: 10,
    retries: 0,
    ...options,
  };
  await using reranker = await createReranker({ listwise } as never);
  const orders = new Map<string, string[]>();
  const repairs = { answers: 0, calls: 0 };
  for (const { text, candidates } of queries) {
    const { results, receipt } = await reranker.rerank(text, candidates);
    orders.set(
      text,
      results.map(({ document }) => document.id),
    );
    repairs.answers += receipt.listwise?.repairs.answers ?? 0;
    repairs.calls += receipt.listwise?.calls ?? 0;
    expect(receipt.listwise).toMatchObject({ calls: 9, rounds: 9, failedWindows: 0, complete: true });
  }
  return { orders, repairs };
}

const mean = (queries: readonly JudgedQuery[], orders: ReadonlyMap<string, string[]>) =>
  queries.reduce((sum, { text, grades }) => sum + ndcgAt10(orders.get(text) ?? [], grades), 0) / queries.length;

for (const [which, expected] of recorded.entries()) {
  test(`replay of log ${which}: parity with RankGPT gives the recorded run, query by query`, async ({ skip }) => {
    skip(noSharedData !== undefined, noSharedData);
    const queries = await readQueries();
    const log = readReplayLogs(new Map(queries.map(({ id, text }) => [id, text])))[which] as ReplayLog;
    const { orders } = await rerankAll(queries, log, { parity: "rankgpt" });
    expect(queries).toHaveLength(43);
    expect(mean(queries, orders)).toBeCloseTo(expected, 4);
    for (const { text } of queries) expect(orders.get(text), text).toEqual(log.run.get(text));
  });

  test(`replay of log ${which}: our own reading of the same answers is a tie on every query`, async ({ skip }) => {
    skip(noSharedData !== undefined, noSharedData);
    const queries = await readQueries();
    const log = readReplayLogs(new Map(queries.map(({ id, text }) => [id, text])))[which] as ReplayLog;
    const { orders, repairs } = await rerankAll(queries, log, { prompt: "rankgpt-single", topK: 100 });
    for (const { text } of queries) expect(orders.get(text), text).toEqual(log.run.get(text));
    // Nearly every answer of the first and the last log lacks its first bracket or names a document twice.
    expect(repairs).toEqual({ answers: [385, 0, 386][which], calls: 9 * 43 });
  });
}
