import { type MockLlm, type MockLlmOptions, startMockLlm } from "secondpass/testing";
import { onTestFinished } from "vitest";

/** A mock that ends with the test. */
export async function useMockLlm(options: MockLlmOptions = {}): Promise<MockLlm> {
  const mock = await startMockLlm(options);
  onTestFinished(() => mock.stop());
  return mock;
}
