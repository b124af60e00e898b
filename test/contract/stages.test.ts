import {
  blendFirstStage,
  cached,
  calibrated,
  createLexicalReranker,
  createReranker,
  fallback,
  type Reranker,
  rerankerFromScorer,
  withDeadline,
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
  "everything around everything": { create: async () => everything(words()) },
  "everything by configuration": {
    create: () =>
      createReranker({ lexical: {}, cache: "memory", fallback: ["identity"], deadlineMs: 60_000, onError: "passthrough" }),
  },
  "the cache outermost": { create: async () => cached(everything(createLexicalReranker())) },
};

for (const [name, subject] of Object.entries(subjects)) {
  describe(`contract: ${name}`, () => {
    for (const { name, run } of rerankerContract(subject)) test(name, run);
  });
}

function everything(reranker: Reranker): Reranker {
  const chain = fallback([cached(reranker), withOnError(createLexicalReranker(), "passthrough")]);
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
