import { createLexicalReranker, createReranker, rerankerFromOrderer } from "secondpass";
import { createListwiseReranker, type ListwiseOptions } from "secondpass/listwise";
import { words } from "secondpass/rank";
import { type ContractSubject, rerankerContract, startMockLlm } from "secondpass/testing";
import { afterAll, beforeAll, describe, test } from "vitest";
import { oracleModel } from "../data/oracle-model.ts";

type MockLlm = Awaited<ReturnType<typeof startMockLlm>>;
let mock: MockLlm;
beforeAll(async () => {
  mock = await startMockLlm({ query: /<query-\w+>\n(.+)\n<\/query/ });
});
afterAll(() => mock.stop());

/** How many of the query's words a text has. */
const inCommon = (text: string, query: string) => {
  const own = new Set(words(text));
  return words(query).filter((word) => own.has(word)).length;
};

/** Seeded: what is compared in an order of chance gives the same ranking twice. */
function withOracle(options: Omit<ListwiseOptions, "model" | "scorer">): ContractSubject {
  return {
    create: async () =>
      createListwiseReranker({
        model: oracleModel({ value: inCommon }),
        seed: 1,
        ...(options.strategy === "refine" && { scorer: createLexicalReranker() }),
        ...options,
      }),
  };
}

const subjects: Record<string, ContractSubject> = {
  auto: withOracle({}),
  single: withOracle({ strategy: "single" }),
  slidingWindow: withOracle({ strategy: "slidingWindow" }),
  select: withOracle({ strategy: "select", window: 10 }),
  topDown: withOracle({ strategy: "topDown" }),
  tournament: withOracle({ strategy: "tournament" }),
  setwise: { ...withOracle({ strategy: "setwise", window: 5 }), manyDocuments: 60 },
  refine: withOracle({ strategy: "refine" }),
  "consistency 3": withOracle({ strategy: "select", consistency: 3 }),
  "random labels": withOracle({ labels: "random" }),
  "a model behind an address": {
    create: () => createReranker({ listwise: { model: "mock", baseUrl: mock.url, seed: 1 } }),
    manyDocuments: 60,
  },
  "an orderer of one's own": { create: async () => rerankerFromOrderer(byLength()), ranks: false },
};

for (const [name, subject] of Object.entries(subjects)) {
  describe(`contract: listwise, ${name}`, () => {
    for (const { name, run } of rerankerContract(subject)) test(name, run);
  });
}

/** The smallest thing that someone could write. */
function byLength() {
  return {
    id: "by-length",
    supports: { pointwise: false, abort: false, instructions: false },
    async order(_: string, texts: readonly string[]) {
      const order = texts.map((_, i) => i).sort((a, b) => (texts[b]?.length ?? 0) - (texts[a]?.length ?? 0));
      return { order };
    },
    async dispose() {},
  };
}
