export type { ContractCase, ContractSubject } from "./contract-case.ts";
export { rerankerContract } from "./reranker-contract.ts";
