// secondpass as its users call it, and what is measured only of it: the event loop, many calls at once, many in a row.
import { setTimeout as sleep } from "node:timers/promises";
import { createReranker } from "secondpass";
import { createCrossEncoder } from "secondpass/cross-encoder";
import { serve, stalled, timed } from "./serve.mjs";

// Other workers than the first load their model while the first is busy already.
const loadingMs = 1500;

let reranker;

const rank = (query, documents) => reranker.rerank(query, documents);

function scoresOf({ results }) {
  const scores = [];
  for (const { index, score } of results) scores[index] = score;
  return scores;
}

serve({
  async open({ directory, file, workers, runtime, warmUp }) {
    // The bundled model would have a say for the first stage, which others do not have.
    // Random weights tell nothing relevant from irrelevant, and are not asked to.
    const options = { directory, file, workers, trust: "off" };
    reranker = directory
      ? (await createCrossEncoder(options)).reranker
      : await createReranker({ local: { blend: 0, workers, runtime } });
    await rank(warmUp.query, warmUp.documents);
    await sleep(loadingMs);
    await rank(warmUp.query, warmUp.documents);
  },

  async run({ query, documents }) {
    const before = process.cpuUsage();
    const { ms, value } = await timed(() => rank(query, documents));
    const { user, system } = process.cpuUsage(before);
    return { ms, cpuMs: (user + system) / 1000, scores: scoresOf(value), tokens: value.receipt.usage.inputTokens };
  },

  /** Without documents: an idle main thread, for comparison. */
  stall: ({ query, documents }) => stalled(() => (documents.length > 0 ? rank(query, documents) : sleep(2000))),

  async sequential({ requests }) {
    const { ms } = await timed(async () => {
      for (const { query, documents } of requests) await rank(query, documents);
    });
    return { ms };
  },

  async concurrent({ requests }) {
    const startedAt = performance.now();
    const finish = async ({ query, documents }) => {
      await rank(query, documents);
      return performance.now() - startedAt;
    };
    const finishedMs = await Promise.all(requests.map(finish));
    return { ms: Math.max(...finishedMs), finishedMs };
  },

  /** A small call while a large one is running, and how long it takes alone. */
  async beside({ large, small }) {
    const alone = await timed(() => rank(small.query, small.documents));
    const largeRun = timed(() => rank(large.query, large.documents));
    await sleep(200);
    const beside = await timed(() =>
      rank(
        small.query,
        small.documents.map((text) => `${text} again`),
      ),
    );
    return { aloneMs: alone.ms, besideMs: beside.ms, largeMs: (await largeRun).ms };
  },

  /** Requests one after the other; memory at the start and after each step. */
  async many({ requests, step, texts }) {
    const rssMb = [process.memoryUsage.rss() / 1e6];
    const { ms } = await timed(async () => {
      for (let i = 0; i < requests; i++) {
        const documents = [0, 1, 2].map((offset) => texts[(3 * i + offset) % texts.length]);
        // Texts that were never seen before: what is kept of a text must not be kept for ever.
        await rank(`request ${i}`, [`${documents[0]} ${i}`, documents[1], `${i} ${documents[2]}`]);
        if ((i + 1) % step === 0) rssMb.push(process.memoryUsage.rss() / 1e6);
      }
    });
    return { ms, rssMb };
  },
});
