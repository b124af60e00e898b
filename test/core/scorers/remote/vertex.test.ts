import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createReranker } from "secondpass";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { startMockProvider } from "../../../support/mock-provider.ts";
import { readFixture } from "../../../support/read-fixture.ts";
import { recordingFetch } from "../../../support/recording-fetch.ts";

const documents = ["Spring in Paris.", "Install Rust with rustup."];
const answer = readFixture("vertex");

/** Credentials of a machine elsewhere, which are exchanged for a token at `tokenUrl`. */
const externalAccount = (tokenUrl: string, file: string) => ({
  type: "external_account",
  audience: "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/provider",
  subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
  token_url: tokenUrl,
  credential_source: { file },
});

afterEach(() => {
  vi.unstubAllEnvs();
});

test("the request: records with ids, project and location in the path, a token that is asked for", async () => {
  const tokens = ["token-1", "token-2"];
  const { fetch, sent } = recordingFetch(() => ({ body: answer }));
  const apiKey = async () => tokens.shift() ?? "token-3";
  const reranker = await createReranker({ vertex: { project: "my-project", location: "eu", apiKey, fetch } });
  const { results, receipt } = await reranker.rerank("install rust", documents, { topN: 2 });
  expect(sent[0]).toMatchObject({
    method: "POST",
    url: "https://discoveryengine.googleapis.com/v1/projects/my-project/locations/eu/rankingConfigs/default_ranking_config:rank",
    headers: { authorization: expect.stringMatching(/^Bearer token-\d$/), "x-goog-user-project": "my-project" },
  });
  expect(sent[0]?.body).toEqual({
    model: "semantic-ranker-default-004",
    query: "install rust",
    records: [
      { id: "0", content: documents[0] },
      { id: "1", content: documents[1] },
    ],
    topN: 2,
  });
  expect(results.map(({ index, score }) => [index, score])).toEqual([
    [1, 0.97],
    [0, 0.02],
  ]);
  expect(receipt.usage).toEqual({ calls: 1 });
  const before = tokens.length;
  await reranker.rerank("again", documents);
  expect(sent[1]?.headers.authorization).not.toBe(sent[0]?.headers.authorization);
  expect(before).toBeLessThan(2);
});

test("project and token from the environment; global unless told", async () => {
  vi.stubEnv("GOOGLE_CLOUD_PROJECT", "env-project");
  vi.stubEnv("GOOGLE_ACCESS_TOKEN", "env-token\n");
  const { fetch, sent } = recordingFetch(() => ({ body: answer }));
  await (await createReranker({ vertex: { fetch } })).rerank("install rust", documents);
  expect(sent[0]?.url).toContain("/projects/env-project/locations/global/");
  expect(sent[0]?.headers).toMatchObject({ authorization: "Bearer env-token", "x-goog-user-project": "env-project" });
});

test("without a project nothing can be asked", async () => {
  vi.stubEnv("GOOGLE_CLOUD_PROJECT", "");
  vi.stubEnv("GCLOUD_PROJECT", "");
  const message = expect.stringMatching(/GOOGLE_CLOUD_PROJECT.*project/);
  await expect(createReranker({ vertex: { apiKey: "token" } })).rejects.toMatchObject({ code: "invalid_config", message });
});

test("a record that was not sent is no position", async () => {
  const { fetch } = recordingFetch(() => ({ body: { records: [{ id: "", score: 0.5 }] } }));
  const reranker = await createReranker({ vertex: { project: "p", apiKey: "token", fetch } });
  await expect(reranker.rerank("q", documents)).rejects.toMatchObject({ code: "invalid_response" });
});

test("201 records are two requests", async () => {
  const { fetch, sent } = recordingFetch(({ body }) => ({
    body: { records: (body as { records: { id: string }[] }).records.map(({ id }) => ({ id, score: 0.5 })) },
  }));
  const reranker = await createReranker({ vertex: { project: "p", apiKey: "token", fetch } });
  const texts = Array.from({ length: 201 }, (_, index) => `text ${index}`);
  const { results } = await reranker.rerank("query", texts);
  expect(sent.map(({ body }) => (body as { records: object[] }).records.length)).toEqual([200, 1]);
  // All scores are equal: first-stage order.
  expect(results.map(({ index }) => index)).toEqual(texts.map((_, index) => index));
});

test("without a token, application default credentials are exchanged for one", async () => {
  const google = await startMockProvider(({ url }) =>
    url.endsWith(":rank") ? { body: answer } : { body: { access_token: "exchanged", expires_in: 3600, token_type: "Bearer" } },
  );
  const folder = mkdtempSync(join(tmpdir(), "secondpass-vertex-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "subject"), "a token of the machine");
  writeFileSync(
    join(folder, "credentials.json"),
    JSON.stringify(externalAccount(`${google.url}/token`, join(folder, "subject"))),
  );
  vi.stubEnv("GOOGLE_APPLICATION_CREDENTIALS", join(folder, "credentials.json"));
  const reranker = await createReranker({ vertex: { project: "p", baseUrl: google.url } });
  const { results } = await reranker.rerank("install rust", documents);
  expect(results[0]?.index).toBe(1);
  expect(google.sent.at(-1)?.headers.authorization).toBe("Bearer exchanged");
});

test("credentials that are refused are no missing ones", async () => {
  const google = await startMockProvider(() => ({ status: 400, body: { error: "invalid_grant", error_description: "expired" } }));
  const folder = mkdtempSync(join(tmpdir(), "secondpass-vertex-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "subject"), "a token of the machine");
  writeFileSync(
    join(folder, "credentials.json"),
    JSON.stringify(externalAccount(`${google.url}/token`, join(folder, "subject"))),
  );
  vi.stubEnv("GOOGLE_APPLICATION_CREDENTIALS", join(folder, "credentials.json"));
  const reranker = await createReranker({ vertex: { project: "p", baseUrl: google.url } });
  await expect(reranker.rerank("q", documents)).rejects.toMatchObject({ code: "authentication_failed", provider: "vertex" });
});

test("credentials that cannot be read: missing_key names the ways to a token", async () => {
  vi.stubEnv("GOOGLE_APPLICATION_CREDENTIALS", join(tmpdir(), "no-such-file.json"));
  const reranker = await createReranker({ vertex: { project: "p" } });
  const message = expect.stringMatching(/GOOGLE_ACCESS_TOKEN.*apiKey.*application default credentials/);
  await expect(reranker.rerank("q", documents)).rejects.toMatchObject({ code: "missing_key", message, provider: "vertex" });
});
