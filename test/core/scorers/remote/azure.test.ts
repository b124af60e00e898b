import { createReranker } from "secondpass";
import { expect, test, vi } from "vitest";
import { readFixture } from "../../../support/read-fixture.ts";
import { recordingFetch } from "../../../support/recording-fetch.ts";

const documents = ["Spring in Paris.", "Install Rust with rustup."];
const deployment = "https://my-rerank.eastus.models.ai.azure.com";

const ask = async (options: object) => {
  const { fetch, sent } = recordingFetch(() => ({ body: readFixture("cohere") }));
  const reranker = await createReranker({ azure: { apiKey: "az-key", fetch, ...options } });
  return { ranking: await reranker.rerank("install rust", documents), sent, reranker };
};

test("Cohere's form at the user's address, which knows its model", async () => {
  const { ranking, sent, reranker } = await ask({ baseUrl: `${deployment}/` });
  expect(sent[0]).toMatchObject({ method: "POST", url: `${deployment}/v2/rerank`, headers: { authorization: "Bearer az-key" } });
  expect(sent[0]?.body).toEqual({ query: "install rust", documents });
  expect(ranking.results.map(({ index }) => index)).toEqual([1, 0]);
  expect(ranking.receipt.usage).toEqual({ searchUnits: 1, calls: 1 });
  expect(reranker.id).toBe(`azure:${deployment}`);
});

test.each([
  [{ baseUrl: `${deployment}/v1/rerank` }, `${deployment}/v1/rerank`],
  [{ baseUrl: deployment, path: "/v1/rerank" }, `${deployment}/v1/rerank`],
  [{ baseUrl: "https://r.services.ai.azure.com" }, "https://r.services.ai.azure.com/providers/cohere/v2/rerank"],
  [{ baseUrl: "https://gateway.example/azure" }, "https://gateway.example/azure/v2/rerank"],
])("the path follows from the address: %j", async (options, url) => {
  const { sent } = await ask({ ...options, model: "Cohere-rerank-v4.0-pro" });
  expect(sent[0]?.url).toBe(url);
  expect(sent[0]?.body).toMatchObject({ model: "Cohere-rerank-v4.0-pro" });
});

test("the address may be in the environment; without one the error says so", async () => {
  vi.stubEnv("AZURE_AI_API_BASE", `${deployment}\n`);
  expect((await ask({})).sent[0]?.url).toBe(`${deployment}/v2/rerank`);
  vi.unstubAllEnvs();
  const message = expect.stringContaining("AZURE_AI_API_BASE");
  await expect(ask({})).rejects.toMatchObject({ code: "invalid_config", message });
});
