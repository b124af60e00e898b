import {
  auto,
  blendFirstStage,
  cached,
  calibrated,
  cascade,
  chunked,
  createLexicalReranker,
  createReranker,
  fallback,
  type Reranker,
  rerankerFromScorer,
  whenUncertain,
  withDeadline,
  withFeedback,
  withOnError,
} from "secondpass";
import { type ContractSubject, rerankerContract } from "secondpass/testing";
import { describe, test } from "vitest";
import { makeCalibration } from "../data/make-calibration.ts";

const subjects: Record<string, ContractSubject> = {
  fallback: { create: async () => fallback([createLexicalReranker(), await createReranker("identity")]) },
  "fallback to the second": { create: async () => fallback([createLexicalReranker(), words()]) },
  "fallback of one": { create: async () => fallback([words()]) },
  "a deadline": { create: async () => withDeadline(words(), { deadlineMs: 60_000 }) },
  passthrough: { create: async () => withOnError(words(), "passthrough") },
  "cached pairs": { create: async () => cached(words()) },
  "cached pairs of the local model": { create: async () => cached(await createReranker({ local: { blend: 0 } })) },
  "cached lists": { create: async () => cached(createLexicalReranker()) },
  "cached first stage": { create: async () => cached(await createReranker("identity")), ranks: false },
  "a cache of a cache": { create: async () => cached(cached(words())) },
  calibrated: { create: async () => probable(words()) },
  "a calibrated local model": { create: async () => probable(await createReranker({ local: { blend: 0 } })) },
  "a cache of calibrated pairs": { create: async () => cached(probable(words())) },
  "a fallback of calibrated ones": {
    create: async () => fallback([probable(words()), probable(createLexicalReranker())]),
  },
  "a blend of a cache": { create: async () => blendFirstStage(cached(words()), { weight: 0.1 }) },
  "feedback on a scorer": { create: async () => withFeedback(words(), { weight: 0.1 }) },
  "feedback on an order": { create: async () => withFeedback(await createReranker("identity"), { weight: 0.1 }), ranks: false },
  "a cascade of one": { create: async () => cascade([{ reranker: words() }]) },
  "a cascade": { create: async () => cascade([{ reranker: createLexicalReranker() }, { reranker: words() }]) },
  "a cascade with a depth": {
    create: async () =>
      cascade([
        { reranker: createLexicalReranker(), depth: 100 },
        { reranker: words(), depth: 50 },
      ]),
  },
  "a cascade of three": {
    create: async () => cascade([{ reranker: words() }, { reranker: await createReranker("identity") }, { reranker: words() }]),
  },
  "a cached cascade": {
    create: async () => cached(cascade([{ reranker: createLexicalReranker() }, { reranker: cached(words()) }])),
  },
  "when uncertain": { create: async () => whenUncertain(words(), { margin: 5 }) },
  "a choice by budget": { create: async () => auto([words()], { budgetMs: 60_000, keepIn: false }) },
  "a choice of two": {
    create: async () => auto([createLexicalReranker(), words()], { budgetMs: 60_000, keepIn: false }),
  },
  chunked: { create: async () => chunked(words(), { tokens: 8 }) },
  "chunked, every document in passages": {
    create: async () => chunked(words(), { tokens: 8, maxPassages: 4, maxCallPassages: 300 }),
  },
  "chunked lexical": { create: async () => chunked(createLexicalReranker(), { tokens: 8 }) },
  "chunked orders": { create: async () => chunked(await createReranker("identity"), { tokens: 8 }), ranks: false },
  "the chunked local model": { create: async () => chunked(await createReranker({ local: { blend: 0 } }), { tokens: 16 }) },
  "the chunked blend": { create: async () => chunked(await createReranker("local"), { tokens: 16 }) },
  "everything around everything": { create: async () => everything(words()) },
  "everything by configuration": {
    create: () =>
      createReranker({
        cascade: ["lexical", { lexical: { b: 0 }, depth: 100 }],
        cache: "memory",
        chunked: { tokens: 8 },
        fallback: ["identity"],
        whenUncertain: 5,
        deadlineMs: 60_000,
        onError: "passthrough",
      }),
  },
  "the cache outermost": { create: async () => cached(everything(createLexicalReranker())) },
};

for (const [name, subject] of Object.entries(subjects)) {
  describe(`contract: ${name}`, () => {
    for (const { name, run } of rerankerContract(subject)) test(name, run);
  });
}

function everything(reranker: Reranker): Reranker {
  const staged = cascade([{ reranker: createLexicalReranker() }, { reranker: cached(reranker) }]);
  const chain = whenUncertain(fallback([staged, withOnError(createLexicalReranker(), "passthrough")]), { margin: 5 });
  return withOnError(withDeadline(chain, { deadlineMs: 60_000 }), "passthrough");
}

/** Without a threshold: one drops documents without a score, which the suite looks for. */
function probable(reranker: Reranker): Reranker {
  return calibrated(reranker, makeCalibration(reranker));
}

/** How many words of the query a text has. */
function words(): Reranker {
  return rerankerFromScorer({
    id: "words",
    scoreScale: "unit",
    supports: { pointwise: true, abort: false, instructions: false },
    fingerprint: "1",
    async score(query, texts) {
      const wanted = query.toLowerCase().split(" ");
      return { scores: texts.map((text) => wanted.filter((word) => text.toLowerCase().includes(word)).length / wanted.length) };
    },
    async dispose() {},
  });
}
