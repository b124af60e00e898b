import { inputCases } from "./contract/input-cases.ts";
import { lifecycleCases } from "./contract/lifecycle-cases.ts";
import { optionCases } from "./contract/option-cases.ts";
import { orderCases } from "./contract/order-cases.ts";
import { receiptCases } from "./contract/receipt-cases.ts";
import { setCases } from "./contract/set-cases.ts";
import type { ContractCase, ContractSubject } from "./contract-case.ts";

/**
 * The rules that every reranker keeps, as cases for any test runner:
 * `for (const { name, run } of rerankerContract({ create })) test(name, run);`
 *
 * @example
 * import { createLexicalReranker } from "secondpass";
 * import { rerankerContract } from "secondpass/testing";
 *
 * const cases = rerankerContract({ create: async () => createLexicalReranker() });
 * const ties = cases.find(({ name }) => name === "keeps ties in first-stage order");
 * await ties.run(); // => undefined
 */
export function rerankerContract(subject: ContractSubject): ContractCase[] {
  return [
    ...setCases(subject),
    ...orderCases(subject),
    ...optionCases(subject),
    ...inputCases(subject),
    ...lifecycleCases(subject),
    ...receiptCases(subject),
  ];
}
