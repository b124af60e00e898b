import { createReranker, type RerankerConfig } from "secondpass";
import { type MockProvider, rerankerContract, startMockProvider } from "secondpass/testing";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { remoteNames } from "../../../packages/core/src/config/registry.ts";
import { apiKey, providers } from "./provider-kit.ts";
import { providerTable } from "./provider-table.ts";

test("every provider over HTTP is under test", () => {
  const missing = remoteNames.filter((name) => !(name in providerTable));
  expect(
    missing.map((name) => `${name}: add it to test/contract/providers/provider-table.ts`),
    "a provider whose wire format is new also needs a file in packages/core/src/testing/mock-provider/formats/",
  ).toEqual([]);
});

for (const [name, { format, options, environment, otherTransport }] of providers) {
  describe(`contract: ${name}`, () => {
    let mock: MockProvider;
    beforeAll(async () => {
      for (const [variable, value] of Object.entries(environment ?? {})) vi.stubEnv(variable, value);
      mock = await startMockProvider({ format, ...(!otherTransport && { apiKey }) });
    });
    afterAll(async () => {
      vi.unstubAllEnvs();
      await mock.stop();
    });
    const create = () => {
      const config = { [name]: { baseUrl: mock.url, ...(!otherTransport && { apiKey }), ...options } };
      return createReranker(config as unknown as RerankerConfig);
    };
    for (const { name, run } of rerankerContract({ create })) test(name, run);
  });
}
