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
export {
  type MockFault,
  type MockFormatName,
  type MockLimits,
  type MockProvider,
  type MockProviderOptions,
  type MockRequest,
  type MockRequestRecord,
  type MockResultsFault,
  startMockProvider,
} from "./mock-provider/index.ts";
export { type CassetteMode, type ReplayOptions, replayFetch } from "./replay/replay-fetch.ts";
export { rerankerContract } from "./reranker-contract.ts";
