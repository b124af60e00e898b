// Calls of several users at once, against a deadline: how long they take, and what was read in that time.
import { setTimeout as sleep } from "node:timers/promises";
import { auto, cascade, createReranker, withDeadline } from "secondpass";
import { createCrossEncoder } from "secondpass/cross-encoder";
import { serve } from "./serve.mjs";

let rerankers;

/** What a call may be made of: each the same two models, differently. */
function make(small, large, budgetMs) {
  const within = (reranker) => withDeadline(reranker, { deadlineMs: budgetMs });
  return {
    "the larger model, no deadline": large,
    "the larger model, a deadline": within(large),
    "a cascade, a deadline": within(
      cascade([
        { reranker: small, depth: 100 },
        { reranker: large, depth: 30 },
      ]),
    ),
    auto: auto([small, { reranker: large, tier: "small" }], { budgetMs, keepIn: false }),
  };
}

serve({
  async open({ directory, file, budgetMs, warmUp }) {
    const small = await createReranker({ local: { blend: 0 } });
    // Random weights tell nothing relevant from irrelevant, and are not asked to.
    const { reranker: large } = await createCrossEncoder({ directory, file, trust: "off" });
    for (const reranker of [small, large]) await reranker.rerank(warmUp.query, warmUp.documents);
    await sleep(1500);
    rerankers = make(small, large, budgetMs);
    await rerankers.auto.warmUp();
    return { names: Object.keys(rerankers) };
  },

  /** So many callers, each with one call after the other; texts that no call had before. */
  async load({ name, callers, calls, workloads, round }) {
    const answers = [];
    const caller = async (_, i) => {
      for (let call = 0; call < calls; call++) {
        const { query, documents } = workloads[(i * calls + call) % workloads.length];
        const texts = documents.map((text) => `${round} ${i} ${call} ${text}`);
        const startedAt = performance.now();
        const { receipt } = await rerankers[name].rerank(query, texts);
        answers.push({ ms: performance.now() - startedAt, ...readOf(receipt) });
      }
    };
    await Promise.all(Array.from({ length: callers }, caller));
    return { answers };
  },
});

/** Whether anything was reranked, whether all that was to be, and what was planned. */
function readOf({ reranked, reason, stages = [], plan }) {
  const planned = plan?.stages ?? [];
  return {
    reranked,
    complete: reason === undefined,
    second: stages.length > 1 && stages.at(-1).reranked,
    depth: planned[0]?.depth ?? null,
    secondDepth: planned[1]?.depth ?? null,
  };
}
