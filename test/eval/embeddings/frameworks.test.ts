import { createOpenAI } from "@ai-sdk/openai";
import { Embeddings } from "@langchain/core/embeddings";
import { SyntheticEmbeddings } from "@langchain/core/utils/testing";
import { OpenAIEmbeddings } from "@langchain/openai";
import { BaseEmbedding } from "@llamaindex/core/embeddings";
import { OpenAIEmbedding } from "@llamaindex/openai";
import { type AnyEmbeddings, denseRun } from "@secondpass/eval";
import { MockEmbeddingModelV3 } from "ai/test";
import { describe, expect, test } from "vitest";
import { asEmbedder } from "../../../packages/eval/src/embeddings/as-embedder.ts";
import { startEmbeddingServer } from "../support/embedding-server.ts";
import { madeVector } from "../support/made-vectors.ts";
import { writeData } from "../support/write-collection.ts";

const texts = ["iron rusts in the rain", "install rust with rustup", "paris in spring", "cancel an order within 14 days"];
const corpusText = texts.map((text, i) => JSON.stringify({ _id: `d${i + 1}`, text })).join("\n");
const queries = new Map([
  ["q1", "how do I install rust"],
  ["q2", "order, cancel"],
]);
const nearest = { q1: "d2", q2: "d4" };

async function topOf(embeddings: AnyEmbeddings): Promise<Record<string, string | undefined>> {
  const run = await denseRun(await writeData(corpusText), queries, embeddings, { batch: 3 });
  for (const entries of run.values()) expect(entries).toHaveLength(4);
  return Object.fromEntries([...run].map(([id, entries]) => [id, entries[0]?.id]));
}

class OwnLangChain extends Embeddings {
  readonly seen: string[][] = [];
  readonly model = "own-1";
  constructor() {
    super({});
  }
  async embedQuery(text: string) {
    this.seen.push([text]);
    return madeVector(text);
  }
  async embedDocuments(documents: string[]) {
    this.seen.push(documents);
    return documents.map((text) => madeVector(text));
  }
}

class OwnLlamaIndex extends BaseEmbedding {
  constructor() {
    super();
    this.embedBatchSize = 2;
  }
  async getTextEmbedding(text: string) {
    return madeVector(text);
  }
}

describe("objects of the frameworks, with vectors made here", () => {
  test("a subclass of LangChain's Embeddings: queries and documents by their own method", async () => {
    const embeddings = new OwnLangChain();
    expect(await topOf(embeddings)).toEqual(nearest);
    expect(embeddings.seen).toEqual([[queries.get("q1")], [queries.get("q2")], texts.slice(0, 3), texts.slice(3)]);
    expect(asEmbedder(embeddings).id).toBe("OwnLangChain:own-1");
  });

  test("LangChain's own embeddings for tests", async () => {
    const embeddings = new SyntheticEmbeddings({ vectorSize: 8 });
    const run = await denseRun(await writeData(corpusText), new Map([["q", texts[2] as string]]), embeddings);
    // The same text has the same vector.
    expect(run.get("q")?.[0]).toMatchObject({ id: "d3", score: expect.closeTo(1, 6) });
  });

  test("a subclass of LlamaIndex's BaseEmbedding, which is a function", async () => {
    const embeddings = new OwnLlamaIndex();
    expect(await topOf(embeddings)).toEqual(nearest);
    expect(asEmbedder(embeddings).id).toBe("OwnLlamaIndex");
  });

  test("a model of the AI SDK: no more texts at a time than it takes, and the signal reaches it", async () => {
    const calls: { values: string[]; abortSignal?: AbortSignal }[] = [];
    const model = new MockEmbeddingModelV3({
      provider: "mine.embedding",
      modelId: "small",
      maxEmbeddingsPerCall: 2,
      doEmbed: async ({ values, abortSignal }) => {
        calls.push({ values, abortSignal });
        return { embeddings: values.map((text) => madeVector(text)), warnings: [] };
      },
    });
    expect(await topOf(model)).toEqual(nearest);
    expect(calls.map(({ values }) => values.length)).toEqual([2, 2, 2]);
    expect(calls.every(({ abortSignal }) => abortSignal instanceof AbortSignal)).toBe(true);
    expect(asEmbedder(model).id).toBe("mine:small");
  });

  test("a limit that is promised, and a model of version 2", async () => {
    const doEmbed = async ({ values }: { values: string[] }) => ({ embeddings: values.map((text) => madeVector(text)) });
    const model = {
      specificationVersion: "v2",
      provider: "mine",
      modelId: "old",
      maxEmbeddingsPerCall: Promise.resolve(1),
      doEmbed,
    };
    expect(await topOf(model)).toEqual(nearest);
  });

  test.each([
    ["nothing", undefined],
    ["a name", "text-embedding-3-small"],
    ["a function", () => [1]],
    ["half of them", { embedQuery: async () => [1] }],
  ])("%s is no embeddings object", (_, value) => {
    expect(() => asEmbedder(value as never)).toThrow(
      expect.objectContaining({ code: "invalid_config", message: expect.stringContaining("pass an Embeddings of LangChain") }),
    );
  });
});

const apiKey = "test-key";
const clients: Record<string, (url: string) => AnyEmbeddings | Promise<AnyEmbeddings>> = {
  "@langchain/openai": (baseURL) => new OpenAIEmbeddings({ model: "e", apiKey, maxRetries: 0, configuration: { baseURL } }),
  "@llamaindex/openai": (baseURL) => new OpenAIEmbedding({ model: "e", apiKey, baseURL, maxRetries: 0 }),
  "@ai-sdk/openai 3": (baseURL) => createOpenAI({ baseURL, apiKey }).embedding("e"),
  "@ai-sdk/openai 4": async (baseURL) => (await import("ai-sdk-openai4")).createOpenAI({ baseURL, apiKey }).embedding("e"),
};

describe.each(Object.entries(clients))("%s against a server", (_, make) => {
  test("finds what is nearest", async () => {
    const server = await startEmbeddingServer();
    expect(await topOf(await make(`${server.url}/v1`))).toEqual(nearest);
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${apiKey}`);
  });

  test.each([
    [401, "authentication_failed"],
    [400, "invalid_request"],
  ])("a refusal with %i is %s", async (status, code) => {
    const server = await startEmbeddingServer(() => ({ status, body: { error: { message: "not like that" } } }));
    await expect(topOf(await make(`${server.url}/v1`))).rejects.toMatchObject({
      name: "RerankError",
      code,
      message: expect.stringContaining("not like that"),
    });
  });
});

test("the AI SDK's model is asked again after a 429; the frameworks that do so themselves are not", async () => {
  const server = await startEmbeddingServer((request) =>
    request === 0 ? { status: 429, headers: { "retry-after": "0" }, body: { error: { message: "slow down" } } } : undefined,
  );
  expect(await topOf(createOpenAI({ baseURL: `${server.url}/v1`, apiKey }).embedding("e"))).toEqual(nearest);
  expect(server.requests).toHaveLength(4);
});
