import { createOpenAI } from "@ai-sdk/openai";
import { ChatOpenAI } from "@langchain/openai";
import { OpenAI as LlamaIndexOpenAI } from "@llamaindex/openai";
import type { MockLlm } from "secondpass/testing";
import type { ChatModel } from "../../../../../packages/core/src/scorers/listwise/chat-model.ts";
import { asChatModel, fromAiSdk, openAiCompatible } from "../../../../../packages/core/src/scorers/listwise/models/index.ts";

interface MakeOptions {
  /** Default: `mock`. */
  model?: string;
  /** Whether the framework's model is made to tell alternatives, where a request cannot ask for them. */
  logprobs?: boolean;
}

export interface ModelUnderTest {
  name: string;
  /** A model named `mock` with the key `test-key-of-this-model`, without retries of its framework. */
  make(mock: MockLlm, options?: MakeOptions): Promise<ChatModel>;
  /** Loads its package, where that may not work on every Node. */
  load?(): Promise<unknown>;
  /** What the framework does not hand on. */
  lacks?: readonly ("refusal" | "maxTokens" | "temperature")[];
}

export const apiKey = "test-key-of-this-model";
const noRetries = { maxRetries: 0 };

/** Each adapter over the real package, and our own client. */
export const modelsUnderTest: readonly ModelUnderTest[] = [
  {
    name: "openAiCompatible",
    make: ({ url }, { model = "mock" } = {}) => openAiCompatible({ baseUrl: url, model, apiKey, attempts: 1 }),
  },
  {
    name: "@langchain/openai",
    lacks: ["refusal", "maxTokens", "temperature"],
    make: async ({ url }, { model = "mock", logprobs } = {}) => {
      const alternatives = logprobs ? { logprobs, topLogprobs: 3 } : {};
      return asChatModel(new ChatOpenAI({ model, apiKey, ...noRetries, ...alternatives, configuration: { baseURL: url } }));
    },
  },
  {
    name: "@llamaindex/openai",
    lacks: ["maxTokens"],
    make: async ({ url }, { model = "mock" } = {}) =>
      asChatModel(new LlamaIndexOpenAI({ model, apiKey, baseURL: url, ...noRetries })),
  },
  {
    name: "@ai-sdk/openai 3",
    make: async ({ url }, { model = "mock", logprobs } = {}) =>
      fromAiSdk(createOpenAI({ baseURL: url, apiKey }).chat(model), aiSdkOptions(logprobs)),
  },
  {
    name: "@ai-sdk/openai 4",
    load: () => import("ai-sdk-openai4"),
    make: async ({ url }, { model = "mock", logprobs } = {}) => {
      const { createOpenAI } = await import("ai-sdk-openai4");
      return fromAiSdk(createOpenAI({ baseURL: url, apiKey }).chat(model), aiSdkOptions(logprobs));
    },
  },
];

function aiSdkOptions(logprobs = false): object {
  return { attempts: 1, ...(logprobs && { providerOptions: { openai: { logprobs: 3 } } }) };
}
