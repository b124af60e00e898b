import { createReranker } from "secondpass";
import { describe, expect, test } from "vitest";
import { readFixture } from "../../../support/read-fixture.ts";
import { recordingFetch } from "../../../support/recording-fetch.ts";

const documents = ["Install Rust with rustup.", "Spring in Paris."];
const passages = documents.map((text) => ({ text }));
const answer = readFixture("nvidia");

describe("nvidia, at the provider", () => {
  test.each([
    ["as in the body", "nvidia/llama-3.2-nv-rerankqa-1b-v2"],
    ["as in the path", "nvidia/llama-3_2-nv-rerankqa-1b-v2"],
  ])("the model's name, %s, has dots in the body and underscores in the path", async (_, model) => {
    const { fetch, sent } = recordingFetch(() => ({ body: answer }));
    const reranker = await createReranker({ nvidia: { model, apiKey: "nvapi-key", fetch } });
    const { results, receipt } = await reranker.rerank("install rust", documents, { topN: 2 });
    expect(sent[0]).toMatchObject({
      url: "https://ai.api.nvidia.com/v1/retrieval/nvidia/llama-3_2-nv-rerankqa-1b-v2/reranking",
      headers: { authorization: "Bearer nvapi-key" },
    });
    expect(sent[0]?.body).toEqual({
      model: "nvidia/llama-3.2-nv-rerankqa-1b-v2",
      query: { text: "install rust" },
      passages,
      truncate: "END",
    });
    expect(results.map(({ index, score }) => [index, score])).toEqual([
      [0, -1.2421875],
      [1, -3.029296875],
    ]);
    expect(receipt.usage).toEqual({ inputTokens: 38, calls: 1 });
    expect(reranker.scoreScale).toBe("logit");
  });
});

describe("nim, on a server of one's own", () => {
  const models = { object: "list", data: [{ id: "nvidia/llama-3.2-nv-rerankqa-1b-v2", object: "model" }] };

  test("the server tells its model; no key is needed", async () => {
    const { fetch, sent } = recordingFetch(({ method }) => ({ body: method === "GET" ? models : answer }));
    const reranker = await createReranker({ nim: { baseUrl: "http://nim.test:8000", fetch } });
    await reranker.rerank("install rust", documents);
    await reranker.rerank("install rust", documents);
    expect(sent.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "GET http://nim.test:8000/v1/models",
      "POST http://nim.test:8000/v1/ranking",
      "POST http://nim.test:8000/v1/ranking",
    ]);
    expect(sent[1]?.body).toEqual({
      model: "nvidia/llama-3.2-nv-rerankqa-1b-v2",
      query: { text: "install rust" },
      passages,
      truncate: "END",
    });
    expect(sent[1]?.headers).not.toHaveProperty("authorization");
  });

  test("a named model comes first; a server that does not tell goes without", async () => {
    const { fetch, sent } = recordingFetch(({ method }) => (method === "GET" ? { status: 404, body: "" } : { body: answer }));
    await (await createReranker({ nim: { baseUrl: "http://nim.test", fetch } })).rerank("q", documents);
    const named = await createReranker({ nim: { baseUrl: "http://nim.test", model: "mine", apiKey: "key", fetch } });
    await named.rerank("q", documents);
    const posts = sent.filter(({ method }) => method === "POST");
    expect(posts.map(({ body }) => (body as { model?: string }).model)).toEqual([undefined, "mine"]);
    expect(posts[1]?.headers).toMatchObject({ authorization: "Bearer key" });
  });

  test("a passage that is too long all the same is cut to the length that the server told", async () => {
    const long = "word ".repeat(2000);
    const { fetch, sent } = recordingFetch(({ method, body }) => {
      if (method === "GET") return { status: 404, body: "" };
      const texts = (body as { passages: { text: string }[] }).passages.map(({ text }) => text);
      const refusal = { error: "Input length 2400 exceeds maximum allowed token size 512" };
      if (texts.some((text) => text.length > 2500)) return { status: 400, body: refusal };
      return { body: { rankings: texts.map((_, index) => ({ index, logit: -index })) } };
    });
    const reranker = await createReranker({ nim: { baseUrl: "http://nim.test", fetch } });
    const { results, receipt } = await reranker.rerank("q", ["short", long]);
    expect(results.map(({ index }) => index)).toEqual([0, 1]);
    expect(sent.filter(({ method }) => method === "POST")).toHaveLength(2);
    expect(receipt.truncated).toMatchObject([{ index: 1, estimated: true }]);
  });
});
