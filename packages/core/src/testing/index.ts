export type { ContractCase, ContractSubject } from "./contract-case.ts";
export {
  type MockLlm,
  type MockLlmAnswer,
  type MockLlmBody,
  type MockLlmFault,
  type MockLlmFormat,
  type MockLlmMessage,
  type MockLlmOptions,
  type MockLlmRequest,
  type MockPassage,
  startMockLlm,
} from "./mock-llm/index.ts";
export { rerankerContract } from "./reranker-contract.ts";
