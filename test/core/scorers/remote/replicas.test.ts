import { createReranker } from "secondpass";
import { expect, test } from "vitest";
import { type JsonRequest, startJsonServer } from "../../../data/json-server.ts";

// TEI's form: 40 documents are two requests of at most 32.
const documents = Array.from({ length: 40 }, (_, i) => "x".repeat(((i * 7) % 40) + 1));
const answerOf = ({ path, body }: JsonRequest) =>
  path === "/info"
    ? { body: { model_id: "mine", max_client_batch_size: 32, max_input_length: 512 } }
    : { body: body.texts.map((text: string, index: number) => ({ index, score: text.length })) };
const byLength = documents.map((text, index) => ({ text, index })).sort((a, b) => b.text.length - a.text.length);

async function deadUrl(): Promise<string> {
  const server = await startJsonServer(answerOf);
  await server.stop();
  return server.url;
}

test("replicas take turns, and their answers are one order", async () => {
  const replicas = [await startJsonServer(answerOf), await startJsonServer(answerOf)];
  const reranker = await createReranker({ tei: { baseUrl: replicas.map(({ url }) => url) } });
  const { results } = await reranker.rerank("query", documents);
  expect(results.map(({ index }) => index)).toEqual(byLength.map(({ index }) => index));
  expect(replicas.map(({ requests }) => requests.filter(({ method }) => method === "POST").length)).toEqual([1, 1]);
});

test("a dead replica costs one retry, and order and merge hold", async () => {
  const alive = await startJsonServer(answerOf);
  const reranker = await createReranker({ tei: { baseUrl: [await deadUrl(), alive.url], retryDelayMs: 1 } });
  const { results, receipt } = await reranker.rerank("query", documents);
  expect(results.map(({ index }) => index)).toEqual(byLength.map(({ index }) => index));
  expect(receipt.requests?.map(({ documents }) => documents).toSorted((a, b) => a - b)).toEqual([8, 32]);
  // Two requests in turns over a dead and a living server: at most one retry each, at least one in all.
  const attempts = receipt.requests?.map(({ attempts }) => attempts) ?? [];
  expect(Math.max(...attempts)).toBe(2);
  expect(receipt.usage.calls).toBe((attempts[0] as number) + (attempts[1] as number));
});

test("the circuit of a dead replica opens without that of the others", async () => {
  const alive = await startJsonServer(answerOf);
  const baseUrl = [await deadUrl(), alive.url];
  const reranker = await createReranker({ tei: { baseUrl, retryDelayMs: 1, breakAfter: 2, breakForMs: 60_000 } });
  for (let call = 0; call < 8; call++) {
    const { results } = await reranker.rerank(`query ${call}`, ["a", "bbb", "cc"]).catch((error) => ({ results: error.code }));
    expect(results, `call ${call}`).toMatchObject([{ index: 1 }, { index: 2 }, { index: 0 }]);
  }
});

test("a dead replica does not keep the others from telling their limits", async () => {
  const small = await startJsonServer((request) =>
    request.path === "/info" ? { body: { model_id: "mine", max_client_batch_size: 4 } } : answerOf(request),
  );
  const reranker = await createReranker({ tei: { baseUrl: [await deadUrl(), small.url], retryDelayMs: 1 } });
  await reranker.rerank("first", documents.slice(0, 8));
  const { receipt } = await reranker.rerank("second", documents.slice(0, 8));
  expect(receipt.requests?.map(({ documents }) => documents)).toEqual([4, 4]);
});

test("where all are dead the error names one of them", async () => {
  const urls = [await deadUrl(), await deadUrl()];
  const reranker = await createReranker({ tei: { baseUrl: urls, retryDelayMs: 1 } });
  await expect(reranker.rerank("query", ["a"])).rejects.toMatchObject({
    code: "provider_unavailable",
    message: expect.stringMatching(/^no answer from http:\/\/127\.0\.0\.1:\d+: ECONNREFUSED$/),
  });
});
