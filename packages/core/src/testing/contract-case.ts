import type { Reranker } from "../contract/index.ts";

/** One rule of the contract, as a test for any test runner. */
export interface ContractCase {
  name: string;
  /** Rejects with an `AssertionError` where the rule is broken. */
  run(): Promise<void>;
}

/** What the suite needs to know about an implementation. */
export interface ContractSubject {
  /** Makes a fresh reranker; the suite disposes it. */
  create(): Promise<Reranker>;
  /** Whether it puts a document that answers the query above ones that share nothing with it. Default: true. */
  ranks?: boolean;
  /** Documents in the largest call. Default: 200. */
  manyDocuments?: number;
}

/** Makes a case that gets a reranker of its own and disposes it whatever happens. */
export function contractCase(subject: ContractSubject, name: string, test: (reranker: Reranker) => Promise<void>): ContractCase {
  return {
    name,
    async run() {
      const reranker = await subject.create();
      try {
        await test(reranker);
      } finally {
        await reranker.dispose();
      }
    },
  };
}
