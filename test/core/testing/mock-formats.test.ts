import { type MockFormatName, type MockProviderOptions, startMockProvider } from "secondpass/testing";
import { expect, onTestFinished, test } from "vitest";

// What each provider answers, as its documentation, its SDK or its source shows it; docs/guides/testing.md names the figures.

const query = "install rust";
const texts = ["iron rust", "install rust", "bread"];
const model = "m";
const objects = texts.map((text) => ({ text }));
const records = texts.map((content, i) => ({ id: `r${i}`, content }));
const bedrock = (count = 1, sources: string[] = texts) => ({
  queries: Array.from({ length: count }, () => ({ type: "TEXT", textQuery: { text: query } })),
  sources: sources.map((text) => ({
    type: "INLINE",
    inlineDocumentSource: { type: "TEXT", textDocument: { text } },
  })),
  rerankingConfiguration: {
    type: "BEDROCK_RERANKING_MODEL",
    bedrockRerankingConfiguration: { modelConfiguration: { modelArn: "arn" }, numberOfResults: 2 },
  },
});
const signed = { authorization: "AWS4-HMAC-SHA256 Credential=mock" };
const vertexPath = "/v1/projects/p/locations/global/rankingConfigs/default_ranking_config:rank";

async function ask(path: string, body: unknown, options: MockProviderOptions = {}, headers: Record<string, string> = {}) {
  const mock = await startMockProvider(options);
  onTestFinished(() => mock.stop());
  const response = await fetch(`${mock.url}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  return { status: response.status, body: await response.json(), format: mock.requests[0]?.format };
}

test.each<[MockFormatName, string, object, unknown, Record<string, string>?]>([
  [
    "cohere",
    "/v2/rerank",
    { model, query, documents: texts, top_n: 2 },
    {
      results: [
        { index: 1, relevance_score: 1 },
        { index: 0, relevance_score: 0.5 },
      ],
      meta: { billed_units: { search_units: 1 } },
    },
  ],
  [
    "jina",
    "/v1/rerank",
    { model, query, documents: objects, top_n: 1 },
    {
      results: [{ index: 1, relevance_score: 1, document: { text: "install rust" } }],
      usage: { total_tokens: expect.any(Number) },
    },
  ],
  [
    "voyage",
    "/v1/rerank",
    { model, query, documents: texts, top_k: 1, truncation: true },
    { object: "list", data: [{ index: 1, relevance_score: 1 }], model },
  ],
  [
    "mixedbread",
    "/v1/reranking",
    { model, query, input: objects, top_k: 1 },
    { object: "list", data: [{ index: 1, score: 1, object: "rank_result" }], top_k: 1, return_input: false },
  ],
  [
    "pinecone",
    "/rerank",
    { model, query, documents: objects, top_n: 1 },
    { data: [{ index: 1, score: 1, document: { text: "install rust" } }], usage: { rerank_units: 1 } },
    { "Api-Key": "any" },
  ],
  [
    "tei",
    "/rerank",
    { query, texts },
    [
      { index: 1, score: 1 },
      { index: 0, score: 0.5 },
      { index: 2, score: 0 },
    ],
  ],
  [
    "infinity",
    "/rerank",
    { query, documents: texts, top_n: 1 },
    { object: "rerank", results: [{ index: 1, relevance_score: 1 }] },
  ],
  [
    "llamacpp",
    "/v1/reranking",
    { query, documents: texts, top_n: 1 },
    { object: "list", results: [{ index: 1, relevance_score: expect.any(Number) }] },
  ],
  [
    "nim",
    "/v1/ranking",
    { model, query: { text: query }, passages: objects },
    { rankings: [{ index: 1 }, { index: 0, logit: 0 }, { index: 2 }] },
  ],
  [
    "nim",
    "/v1/retrieval/nvidia/reranking",
    { query: { text: query }, passages: objects },
    { rankings: [{ index: 1 }, { index: 0 }, { index: 2 }] },
  ],
  ["vertex", vertexPath, { model, query, records, topN: 1 }, { records: [{ id: "r1", score: 1 }] }],
  [
    "bedrock",
    "/rerank",
    bedrock(),
    {
      results: [
        { index: 1, relevanceScore: 1 },
        { index: 0, relevanceScore: 0.5 },
      ],
    },
    signed,
  ],
])("%s is known by its request at %s", async (format, path, body, answer, headers = {}) => {
  const got = await ask(path, body, {}, headers);
  expect(got).toMatchObject({ status: 200, format, body: answer });
});

test.each<[MockFormatName, string, object, unknown]>([
  [
    "together",
    "/v1/rerank",
    { model, query, documents: texts },
    { object: "rerank", results: [{ index: 1, document: {} }, {}, {}] },
  ],
  [
    "vllm",
    "/v1/rerank",
    { model, query, documents: texts, top_n: 0 },
    { results: [{ index: 1, document: { text: "install rust" } }, {}, {}] },
  ],
  ["llamacpp", "/rerank", { query, texts }, [{ index: 1 }, { index: 0 }, { index: 2 }]],
  ["azure", "/v1/rerank", { model, query, documents: texts }, { results: [{ index: 1 }, {}, {}] }],
])("%s, where the option says so", async (format, path, body, answer) => {
  expect(await ask(path, body, { format })).toMatchObject({ status: 200, format, body: answer });
});

const long = "word ".repeat(4000);
const many = (count: number) => Array.from({ length: count }, () => "text");

test.each<[string, MockFormatName, string, object, number, string]>([
  [
    "an empty document",
    "cohere",
    "/v2/rerank",
    { model, query, documents: ["a", " "] },
    400,
    "document at index 1 cannot be empty",
  ],
  ["a blank query", "cohere", "/v2/rerank", { model, query: " ", documents: ["a"] }, 400, "query must not be empty"],
  ["no documents", "cohere", "/v2/rerank", { model, query, documents: [] }, 400, "list of documents must not be empty"],
  ["10,001 documents", "cohere", "/v2/rerank", { model, query, documents: many(10_001) }, 400, "must be less than 10000"],
  [
    "a field of version 1",
    "cohere",
    "/v2/rerank",
    { model, query, documents: ["a"], return_documents: true },
    422,
    "return_documents",
  ],
  ["no model", "jina", "/v1/rerank", { query, documents: ["a"] }, 422, "model"],
  ["1,001 documents", "voyage", "/v1/rerank", { model, query, documents: many(1001) }, 400, "cannot exceed 1000"],
  [
    "too many tokens",
    "voyage",
    "/v1/rerank",
    { model: "rerank-1", query, documents: Array(40).fill(long) },
    400,
    "max allowed tokens per submitted batch is 100000",
  ],
  ["no input", "mixedbread", "/v1/reranking", { model, query, documents: ["a"] }, 422, "input"],
  ["101 documents", "pinecone", "/rerank", { model, query, documents: many(101) }, 400, "at most 100 documents"],
  ["33 texts", "tei", "/rerank", { query, texts: many(33) }, 422, "batch size 33 > maximum allowed batch size 32"],
  ["a text that is not to be cut", "tei", "/rerank", { query, texts: [long] }, 422, "must have less than 512 tokens"],
  ["no texts", "tei", "/rerank", { query, texts: [] }, 400, "cannot be empty"],
  ["2,049 documents", "infinity", "/rerank", { query, documents: many(2049) }, 422, "at most 2048 items"],
  ["too many characters", "infinity", "/rerank", { query, documents: [long.repeat(7)] }, 422, "at most 122880 characters"],
  [
    "a window that is too small",
    "vllm",
    "/v1/rerank",
    { query, documents: [long.repeat(2)] },
    400,
    "maximum context length is 8192 tokens",
  ],
  ["a batch that is too small", "llamacpp", "/rerank", { query, documents: [long] }, 500, "is too large to process"],
  [
    "513 passages",
    "nim",
    "/v1/ranking",
    { query: { text: query }, passages: many(513).map((text) => ({ text })) },
    422,
    "1 to 512",
  ],
  [
    "a passage that is not to be cut",
    "nim",
    "/v1/ranking",
    { query: { text: query }, passages: [{ text: long.repeat(2) }] },
    400,
    "exceeds maximum allowed token size 8192",
  ],
  [
    "201 records",
    "vertex",
    vertexPath,
    { query, records: many(201).map((content, i) => ({ id: String(i), content })) },
    400,
    "at most 200",
  ],
  [
    "ids that are not unique",
    "vertex",
    vertexPath,
    {
      query,
      records: [
        { id: "a", content: "x" },
        { id: "a", content: "y" },
      ],
    },
    400,
    "unique",
  ],
  ["two queries", "bedrock", "/rerank", bedrock(2), 400, "exactly 1"],
  ["no query at all", "bedrock", "/rerank", { ...bedrock(), queries: undefined }, 400, "queries"],
])("refuses %s: %s", async (_, format, path, body, status, says) => {
  const got = await ask(path, body, { format }, signed);
  expect(got.status).toBe(status);
  expect(JSON.stringify(got.body)).toContain(says);
});

test.each<[MockFormatName, string, Record<string, string>, number]>([
  ["cohere", "/v2/rerank", { authorization: "Bearer right" }, 401],
  ["pinecone", "/rerank", { "api-key": "right" }, 401],
  ["bedrock", "/rerank", signed, 403],
])("%s: the key stands in its own header", async (format, path, headers, refusal) => {
  const bodies = {
    cohere: { model, query, documents: texts },
    pinecone: { model, query, documents: objects },
    bedrock: bedrock(),
  };
  const body = bodies[format as keyof typeof bodies];
  expect((await ask(path, body, { format, apiKey: "right" }, headers)).status).toBe(200);
  expect((await ask(path, body, { format, apiKey: "right" }, { "x-key": "right" })).status).toBe(refusal);
});

test("what is cut on request is not refused", async () => {
  const bodies: [MockFormatName, string, object][] = [
    ["tei", "/rerank", { query, texts: [long], truncate: true }],
    ["vllm", "/rerank", { query, documents: [long.repeat(2)], truncate_prompt_tokens: -1 }],
    ["nim", "/v1/ranking", { query: { text: query }, passages: [{ text: long.repeat(2) }], truncate: "END" }],
    ["voyage", "/v1/rerank", { model, query, documents: [long.repeat(7)], truncation: true }],
  ];
  for (const [format, path, body] of bodies) expect((await ask(path, body, { format })).status).toBe(200);
});

test("vLLM refuses to cut to more than its window", async () => {
  const got = await ask("/rerank", { query, documents: ["a"], truncate_prompt_tokens: 10_000 }, { format: "vllm" });
  expect(got).toMatchObject({ status: 400, body: { error: { type: "BadRequestError", code: 400 } } });
});
