export type {
  MockLlmAnswer,
  MockLlmBody,
  MockLlmFault,
  MockLlmFormat,
  MockLlmMessage,
  MockLlmOptions,
  MockLlmRequest,
  MockPassage,
} from "./mock-llm-options.ts";
export { type MockLlm, startMockLlm } from "./start-mock-llm.ts";
