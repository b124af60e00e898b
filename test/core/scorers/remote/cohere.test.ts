import { createReranker } from "secondpass";
import { expect, test } from "vitest";
import { readFixture } from "../../../support/read-fixture.ts";
import { recordingFetch } from "../../../support/recording-fetch.ts";

const documents = ["Spring in Paris.", "Install Rust with rustup."];
const answer = readFixture("cohere");

test("the request, and what is made of a recorded answer", async () => {
  const { fetch, sent } = recordingFetch(() => ({ headers: { "x-request-id": "header" }, body: answer }));
  const reranker = await createReranker({ cohere: { apiKey: "co-key", fetch } });
  const { results, receipt } = await reranker.rerank("install rust", documents);
  expect(sent).toEqual([
    {
      method: "POST",
      url: "https://api.cohere.com/v2/rerank",
      headers: {
        accept: "application/json",
        authorization: "Bearer co-key",
        "content-type": "application/json",
        "user-agent": "secondpass",
      },
      body: { model: "rerank-v4.0-fast", query: "install rust", documents },
    },
  ]);
  expect(results.map(({ index, score }) => [index, score])).toEqual([
    [1, 0.10183054],
    [0, 0.03762639],
  ]);
  expect(receipt).toMatchObject({
    servedBy: "cohere:rerank-v4.0-fast",
    usage: { searchUnits: 1, calls: 1 },
    // The answer's own name comes before one that a proxy may have set.
    requests: [{ id: "b44fe75b-e3a7-489a-b61e-1a1aede3ef72", documents: 2, attempts: 1 }],
    warnings: [],
  });
  expect(receipt.usage).not.toHaveProperty("costUsd");
});

test("model and tokens of a document as configured; the cost at the user's price", async () => {
  const { fetch, sent } = recordingFetch(() => ({ body: answer }));
  const price = { perSearchUnit: 0.002 };
  const cohere = { apiKey: "k", fetch, model: "rerank-v3.5", maxTokensPerDocument: 1000, price };
  const { receipt } = await (await createReranker({ cohere })).rerank("install rust", documents);
  expect(sent[0]?.body).toMatchObject({ model: "rerank-v3.5", max_tokens_per_doc: 1000 });
  expect(receipt.usage.costUsd).toBe(0.002);
});

test("top_n is asked for where nothing needs the others", async () => {
  const { fetch, sent } = recordingFetch(({ body }) => {
    const { documents, top_n = 5 } = body as { documents: string[]; top_n?: number };
    return { body: { results: documents.map((_, index) => ({ index, relevance_score: 1 / (index + 2) })).slice(0, top_n) } };
  });
  const five = ["a", "b", "c", "d", "e"];
  const reranker = await createReranker({ cohere: { apiKey: "k", fetch } });
  const asked = async (options: object, texts = five) => {
    const ranking = await reranker.rerank("query", texts, options);
    return { topN: (sent.at(-1) as { body: { top_n?: number } }).body.top_n, ranking };
  };
  const { topN, ranking } = await asked({ topN: 2 });
  expect(topN).toBe(2);
  expect(ranking.results.map(({ index }) => index)).toEqual([0, 1]);
  expect(ranking.dropped.map(({ index, reason }) => [index, reason])).toEqual([
    [2, "topN"],
    [3, "topN"],
    [4, "topN"],
  ]);
  expect(ranking.receipt.warnings).toEqual([]);
  // More than there are is all.
  expect((await asked({ topN: 9 })).topN).toBe(5);
  // What is under the threshold is told apart from what is beyond topN.
  expect((await asked({ topN: 2, minScore: 0.3 })).topN).toBeUndefined();
  // The best of one request need not be the best of all.
  const divided = await createReranker({ cohere: { apiKey: "k", fetch, maxDocuments: 3 } });
  const { results } = await divided.rerank("query", five, { topN: 2 });
  expect(sent.slice(-2).map(({ body }) => (body as { top_n?: number }).top_n)).toEqual([undefined, undefined]);
  expect(results).toHaveLength(2);
});

test("1,001 documents are two requests", async () => {
  const { fetch, sent } = recordingFetch(({ body }) => ({
    body: {
      results: (body as { documents: string[] }).documents.map((text, index) => ({ index, relevance_score: Number(text) })),
      meta: { billed_units: { search_units: 10 } },
    },
  }));
  const reranker = await createReranker({ cohere: { apiKey: "k", fetch } });
  const { results, receipt } = await reranker.rerank(
    "query",
    Array.from({ length: 1001 }, (_, index) => String(index)),
  );
  expect(sent.map(({ body }) => (body as { documents: string[] }).documents.length)).toEqual([1000, 1]);
  expect(results.slice(0, 2).map(({ index }) => index)).toEqual([1000, 999]);
  expect(receipt.usage).toMatchObject({ searchUnits: 20, calls: 2 });
  expect(receipt.requests?.map(({ documents }) => documents)).toEqual([1000, 1]);
});

test("a structured document is YAML: title, the named fields in their order, text", async () => {
  const { fetch, sent } = recordingFetch(() => ({ body: { results: [{ index: 0, relevance_score: 1 }] } }));
  const send = async (fields?: string[]) => {
    const reranker = await createReranker({ cohere: { apiKey: "k", fetch, ...(fields && { fields }) } });
    await reranker.rerank("query", [{ title: "Rust", text: "first\nsecond", metadata: { year: 2015, by: "Hoare", no: "x" } }]);
    return (sent.at(-1) as { body: { documents: string[] } }).body.documents[0];
  };
  expect(await send(["by", "year", "missing"])).toBe("title: Rust\nby: Hoare\nyear: 2015\ntext: |-\n  first\n  second");
  expect(await send()).toBe("title: Rust\ntext: |-\n  first\n  second");
});

test("an instruction is not followed, and the receipt says so", async () => {
  const { fetch, sent } = recordingFetch(() => ({ body: answer }));
  const reranker = await createReranker({ cohere: { apiKey: "k", fetch } });
  const { receipt } = await reranker.rerank("install rust", documents, { instruction: "only official pages" });
  expect(receipt.warnings.map(({ code }) => code)).toEqual(["instruction_ignored"]);
  expect(JSON.stringify(sent[0]?.body)).not.toContain("official");
});
