import { chunked, createReranker } from "secondpass";
import { estimateTokens } from "secondpass/rank";
import { startMockProvider } from "secondpass/testing";
import { expect, onTestFinished, test } from "vitest";
import { sentences } from "./reading-kit.ts";

const numbers = Array.from({ length: 200 }, (_, i) => i);
const long = sentences(...numbers, "install rust", ...numbers);
const query = "install rust";

async function startMock(options: Parameters<typeof startMockProvider>[0] = {}) {
  const mock = await startMockProvider(options);
  onTestFinished(() => mock.stop());
  return mock;
}

test("a hosted reranker has no tokenizer: tokens are estimated, and the receipt says so", async () => {
  const mock = await startMock();
  await using cohere = await createReranker({ cohere: { baseUrl: mock.url, apiKey: "test" } });
  expect(cohere.measureTokens).toBeUndefined();
  const wrapped = chunked(cohere, { tokens: 200, maxPassages: 4 });
  const documents = [{ text: "The weather in Paris." }, { title: "Numbers", text: long, metadata: { page: 1 } }];
  const { results, receipt } = await wrapped.rerank(query, documents);
  expect(receipt.chunked).toEqual({ documents: 1, passages: 4, tokens: 200, estimated: true });
  expect(receipt.truncated).toMatchObject([{ index: 1, estimated: true }]);
  // Piece by piece, so that the spaces between sentences do not count.
  expect((receipt.truncated[0]?.totalTokens as number) / estimateTokens(`Numbers. ${long}`)).toBeCloseTo(1, 1);
  // The passages that share most words with the query were sent: the one that answers it is among them.
  const [best] = results;
  expect(best).toMatchObject({ index: 1, document: documents[1] });
  expect(best?.bestPassage?.text).toContain("install rust");
  expect(long.slice(best?.bestPassage?.start, best?.bestPassage?.end)).toBe(best?.bestPassage?.text);
  expect(receipt.requests?.map(({ documents }) => documents)).toEqual([5]);
  for (const text of mock.requests.flatMap(({ body }) => textsOf(body))) expect(estimateTokens(text)).toBeLessThanOrEqual(200);
});

test("what a provider's window leaves beside the query is the usual length of a passage", async () => {
  const mock = await startMock();
  await using voyage = await createReranker({ voyage: { baseUrl: mock.url, apiKey: "test", model: "rerank-2.5" } });
  const { maxTokens = 0 } = voyage.supports;
  const text = sentences(...Array.from({ length: 9_000 }, (_, i) => i));
  const { receipt } = await chunked(voyage, { maxPassages: Number.POSITIVE_INFINITY }).rerank(query, [text]);
  expect(receipt.chunked).toMatchObject({ documents: 1, tokens: maxTokens - estimateTokens(query) });
  // Nothing was left out, and the provider had nothing to cut.
  expect(receipt.truncated).toEqual([]);
});

test("an error of the provider comes through as it is", async () => {
  const mock = await startMock({ faults: () => ({ status: 401 }) });
  await using cohere = await createReranker({ cohere: { baseUrl: mock.url, apiKey: "wrong" } });
  await expect(chunked(cohere, { tokens: 100 }).rerank(query, [long])).rejects.toMatchObject({ code: "authentication_failed" });
});

function textsOf(body: unknown): string[] {
  return (body as { documents: (string | { text: string })[] }).documents.map((document) =>
    typeof document === "string" ? document : document.text,
  );
}
