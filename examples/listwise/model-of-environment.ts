import { startMockLlm } from "secondpass/testing";

/** Where a model is, in the words of OpenAI's clients. */
export interface ModelAddress {
  model: string;
  apiKey: string;
  /** Only for the mock; otherwise each client knows it. */
  baseURL?: string;
  stop(): Promise<void>;
}

/** A real model where `OPENAI_API_KEY` is set, the one that `OPENAI_MODEL` names; else a mock on this machine, which costs nothing. */
export async function modelOfEnvironment(): Promise<ModelAddress> {
  const { OPENAI_API_KEY: apiKey, OPENAI_MODEL: model = "gpt-5-mini" } = process.env;
  if (apiKey) return { model, apiKey, stop: async () => {} };
  const mock = await startMockLlm();
  return { model: "mock", apiKey: "none", baseURL: mock.url, stop: mock.stop };
}
