import { Document } from "@langchain/core/documents";
import { RunnableLambda, RunnableSequence } from "@langchain/core/runnables";
import { HybridRetriever, type HybridRetrieverFields, RerankRetriever, rankingOf } from "@secondpass/langchain";
import { explain, RerankError, rerankerFromScorer } from "secondpass";
import { describe, expect, test } from "vitest";
import { errorOf } from "../contract/wrapper/error-of.ts";
import { silentReranker } from "../contract/wrapper/silent-reranker.ts";
import { FixedRetriever } from "./fixed-retriever.ts";
import { RunRecorder } from "./run-recorder.ts";

const texts: Record<string, string> = {
  oxide: "Rust is an oxide.",
  rustup: "Install Rust with rustup.",
  paris: "The weather in Paris.",
};
const documents = (...ids: string[]) => ids.map((id) => new Document({ id, pageContent: texts[id] ?? id, metadata: { of: id } }));
const finds = (...ids: string[]) => new FixedRetriever(() => documents(...ids));
const failure = new Error("the index is away");
const fails = () => new FixedRetriever(() => Promise.reject(failure));
const hangs = () => new FixedRetriever(() => new Promise(() => {}));
const query = "install rust";

/** A retriever that keeps the fused order. */
const unranked = (fields: HybridRetrieverFields) => new HybridRetriever({ reranker: "identity", ...fields });
const idsOf = (found: { id?: string }[]) => found.map(({ id }) => id);

describe("fusing and reranking", () => {
  test("all retrievers are asked at once, and the fused candidates reranked", async () => {
    let waiting = 0;
    let release: () => void = () => {};
    const bothWait = new Promise<void>((resolve) => {
      release = resolve;
    });
    const together = (...ids: string[]) =>
      new FixedRetriever(async () => {
        waiting += 1;
        if (waiting === 2) release();
        await bothWait;
        return documents(...ids);
      });
    const retriever = new HybridRetriever({
      retrievers: { bm25: together("oxide", "rustup"), dense: together("paris", "rustup") },
      reranker: "lexical",
      topN: 2,
    });
    const found = await retriever.invoke(query);
    expect(idsOf(found)).toEqual(["rustup", "oxide"]);
    expect(found[0]?.metadata).toEqual({ of: "rustup", relevanceScore: expect.any(Number) });
    const [first] = explain(rankingOf(found) ?? expect.fail("no ranking")).documents;
    expect(first).toMatchObject({
      id: "rustup",
      firstStage: { rank: 1, score: 2 / 62 },
      sources: [
        { list: "bm25", rank: 2 },
        { list: "dense", rank: 2 },
      ],
    });
  });

  test("weights by name, in order, or with the retriever; k and method go to the fusion", async () => {
    const retrievers = { bm25: finds("oxide"), dense: finds("rustup") };
    const ways: HybridRetrieverFields[] = [
      { retrievers, weights: { dense: 2 } },
      { retrievers, weights: [1, 2] },
      { retrievers: Object.values(retrievers), weights: [1, 2] },
      { retrievers: { bm25: retrievers.bm25, dense: { retriever: retrievers.dense, weight: 2 } } },
    ];
    for (const fields of ways) {
      const found = await unranked({ ...fields, k: 0 }).invoke(query);
      expect(idsOf(found)).toEqual(["rustup", "oxide"]);
      expect(rankingOf(found)?.results.map(({ firstStage }) => firstStage.score)).toEqual([2, 1]);
    }
  });

  test("scores in the metadata are fused where the method looks at them, distances turned round", async () => {
    const scored = (key: string, scores: Record<string, number>) =>
      new FixedRetriever(() =>
        Object.entries(scores).map(([id, score]) => new Document({ id, pageContent: id, metadata: { [key]: score } })),
      );
    const retriever = unranked({
      method: "minMax",
      scoreKey: "score",
      retrievers: {
        bm25: scored("score", { a: 20, b: 15, c: 10 }),
        dense: { retriever: scored("distance", { b: 0.1, c: 0.5, d: 0.9 }), scoreKey: "distance", lowerIsBetter: true },
      },
    });
    const found = await retriever.invoke(query);
    const scores = rankingOf(found)?.results.map(({ firstStage }) => firstStage.score);
    expect(idsOf(found).map((id, i) => [id, scores?.[i]])).toEqual([
      ["b", 1.5],
      ["a", 1],
      ["c", 0.5],
      ["d", 0],
    ]);
  });

  test("documents are told apart by id, by content, or by `key`, and the first copy's metadata stays", async () => {
    const copy = (url: string, from: string) => new Document({ pageContent: "same", metadata: { url, from } });
    const byContent = await unranked({
      retrievers: [new FixedRetriever(() => [copy("/a", "one")]), new FixedRetriever(() => [copy("/b", "two")])],
    }).invoke(query);
    expect(byContent.map(({ metadata }) => metadata)).toEqual([{ url: "/a", from: "one" }]);
    const byKey = await unranked({
      retrievers: [
        new FixedRetriever(() => [copy("/a", "one"), copy("/b", "one")]),
        new FixedRetriever(() => [copy("/b", "two")]),
      ],
      key: ({ metadata }) => metadata.url,
    }).invoke(query);
    expect(byKey.map(({ metadata }) => metadata)).toEqual([
      { url: "/b", from: "one" },
      { url: "/a", from: "one" },
    ]);
  });

  test("what the fusion has to say is in the receipt", async () => {
    const found = await unranked({ retrievers: [finds("oxide"), finds("paris")] }).invoke(query);
    expect(rankingOf(found)?.receipt.warnings).toMatchObject([{ code: "nothing_in_common" }]);
  });

  test("no documents at all are no documents", async () => {
    expect(await unranked({ retrievers: [finds(), finds()] }).invoke(query)).toEqual([]);
  });
});

describe("a retriever that fails", () => {
  test("is left out: receipt, onRanking and the run's handlers are told", async () => {
    const recorder = new RunRecorder();
    const events: [string, unknown, string][] = [];
    const codes: string[] = [];
    const retriever = unranked({
      retrievers: { bm25: finds("oxide"), dense: fails() },
      onRanking: ({ receipt }) => void codes.push(...receipt.warnings.map(({ code }) => code)),
    });
    const handleCustomEvent = (name: string, data: unknown, runId: string) => void events.push([name, data, runId]);
    const found = await retriever.invoke(query, { callbacks: [recorder, { handleCustomEvent }] });
    expect(idsOf(found)).toEqual(["oxide"]);
    expect(rankingOf(found)?.receipt.warnings).toEqual([
      { code: "retriever_failed", message: "retriever dense failed: Error: the index is away" },
    ]);
    expect(codes).toEqual(["retriever_failed"]);
    const outer = recorder.named("HybridRetriever");
    expect(events).toEqual([["retriever_failed", { retriever: "dense", query, error: failure }, outer.id]]);
    expect(recorder.runs.filter(({ error }) => error === failure)).toMatchObject([
      { name: "FixedRetriever", parentId: outer.id },
    ]);
    expect(outer.error).toBeUndefined();
    expect(recorder.named("rerank").outputs).toMatchObject({ receipt: { warnings: [{ code: "retriever_failed" }] } });
  });

  test("by taking longer than armTimeoutMs; it is aborted", async () => {
    const slow = hangs();
    const found = await unranked({ retrievers: { bm25: finds("oxide"), slow }, armTimeoutMs: 50 }).invoke(query);
    expect(idsOf(found)).toEqual(["oxide"]);
    expect(rankingOf(found)?.receipt.warnings).toMatchObject([
      { code: "retriever_failed", message: expect.stringContaining("TimeoutError") },
    ]);
    expect(slow.seen[0]?.signal?.aborted).toBe(true);
  });

  test("with documents that are none", async () => {
    const broken = new FixedRetriever(() => [{ text: "wrong key", metadata: {} } as never]);
    const error = await errorOf(unranked({ retrievers: { bm25: finds("oxide"), broken } }).invoke(query));
    expect(error).toMatchObject({ code: "invalid_document", message: expect.stringContaining("documents[0].pageContent") });
  });

  test("all of them: a typed error with all of theirs", async () => {
    const other = new RerankError("rate_limited", "slow down", { retryable: true });
    const retrievers = { bm25: fails(), dense: new FixedRetriever(() => Promise.reject(other)) };
    const error = await errorOf(unranked({ retrievers }).invoke(query));
    expect(error).toMatchObject({ code: "all_failed", retryable: true, cause: { errors: [failure, other] } });
    expect((error as Error).message).toBe(
      "every retriever failed: bm25: Error: the index is away; dense: RerankError: slow down",
    );
  });

  test("`throw` hands its error on", async () => {
    const retriever = unranked({ retrievers: [finds("oxide"), fails()], onArmError: "throw" });
    expect(await errorOf(retriever.invoke(query))).toBe(failure);
  });

  test("for a wrong key is never left out", async () => {
    const refused = new RerankError("authentication_failed", "wrong key");
    const retrievers = [finds("oxide"), new FixedRetriever(() => Promise.reject(refused))];
    expect(await errorOf(unranked({ retrievers }).invoke(query))).toBe(refused);
  });
});

describe("expand", () => {
  /** Notes what it is asked, and finds a document named for it. */
  const named = (asked: string[]) =>
    new FixedRetriever((text) => {
      asked.push(text);
      return documents("rustup", `found for ${text}`);
    });

  test("every retriever is asked each query, and reranked is against the one that was asked", async () => {
    const rerankedFor: string[] = [];
    const reranker = rerankerFromScorer({
      id: "noting",
      scoreScale: "logit",
      supports: { pointwise: true, abort: false, instructions: false },
      async score(text, texts) {
        rerankedFor.push(text);
        return { scores: texts.map((_, i) => -i) };
      },
      dispose: async () => {},
    });
    const [bm25, dense]: [string[], string[]] = [[], []];
    const recorder = new RunRecorder();
    const retriever = new HybridRetriever({
      retrievers: { bm25: named(bm25), dense: named(dense) },
      reranker,
      expand: async (text) => [text, "set up a toolchain", text, " "],
    });
    const found = await retriever.invoke(query, { callbacks: [recorder] });
    expect([bm25, dense]).toEqual([
      [query, "set up a toolchain"],
      [query, "set up a toolchain"],
    ]);
    expect(rerankedFor).toEqual([query]);
    expect(recorder.named("rerank").inputs).toEqual({ query, documents: 3 });
    expect(found[0]?.id).toBe("rustup");
    expect(rankingOf(found)?.results[0]?.document).toMatchObject({
      sources: [
        { list: "bm25 (query 1)", rank: 1 },
        { list: "bm25 (query 2)", rank: 1 },
        { list: "dense (query 1)", rank: 1 },
        { list: "dense (query 2)", rank: 1 },
      ],
    });
  });

  test("one query may stand for the one that was asked, as a made-up answer does", async () => {
    const asked: string[] = [];
    const recorder = new RunRecorder();
    const write = RunnableLambda.from((text: string) => `Rustup installs it. (${text})`).withConfig({ runName: "write" });
    const retriever = unranked({ retrievers: { dense: named(asked) }, expand: (text, config) => write.invoke(text, config) });
    const found = await retriever.invoke(query, { callbacks: [recorder] });
    expect(asked).toEqual(["Rustup installs it. (install rust)"]);
    expect(rankingOf(found)?.results[0]?.document).toMatchObject({ sources: [{ list: "dense", rank: 1 }] });
    expect(recorder.named("write").parentId).toBe(recorder.named("HybridRetriever").id);
  });

  test.each([
    ["throws", () => Promise.reject(failure), "Error: the index is away"],
    ["returns nothing to search with", () => [""], "it returned no query"],
    ["takes too long", () => new Promise<string>(() => {}), "TimeoutError"],
  ])("where it %s the query itself is searched with, and the receipt says so", async (_, expand, message) => {
    const asked: string[] = [];
    const found = await unranked({ retrievers: { bm25: named(asked) }, expand, armTimeoutMs: 200 }).invoke(query);
    expect(asked).toEqual([query]);
    expect(rankingOf(found)?.receipt.warnings).toMatchObject([
      { code: "expansion_failed", message: expect.stringContaining(message) },
    ]);
  });

  test("with `throw` its error is the call's", async () => {
    const retriever = unranked({ retrievers: { bm25: named([]) }, expand: () => Promise.reject(failure), onArmError: "throw" });
    expect(await errorOf(retriever.invoke(query))).toBe(failure);
  });
});

for (const [how, invoke] of [
  ["directly", (retriever: HybridRetriever, options: object) => retriever.invoke(query, options)],
  [
    "in a RunnableSequence",
    (retriever: HybridRetriever, options: object) =>
      RunnableSequence.from([RunnableLambda.from((text: string) => text), retriever]).invoke(query, options),
  ],
] as const) {
  test(`signal, ${how}: an abort while retrievers search reaches them all and is no failure of theirs`, async () => {
    const controller = new AbortController();
    const reason = new Error("the user left");
    const slow = hangs();
    const quick = new FixedRetriever(() => {
      setTimeout(() => controller.abort(reason), 10);
      return documents("oxide");
    });
    expect(await errorOf(invoke(unranked({ retrievers: { quick, slow } }), { signal: controller.signal }))).toBe(reason);
    expect(slow.seen[0]?.signal?.reason).toBe(reason);
  });

  test(`timeout, ${how}: it ends reranking too`, async () => {
    const { reranker, asked } = silentReranker();
    const call = errorOf(invoke(new HybridRetriever({ retrievers: [finds("oxide")], reranker }), { timeout: 200 }));
    expect((await asked).aborted).toBe(false);
    expect(await call).toMatchObject({ name: "TimeoutError" });
  });
}

test("an abort reaches `expand`, and the constructor's signal ends everything", async () => {
  const controller = new AbortController();
  const reason = new Error("shutting down");
  let signal: AbortSignal | undefined;
  const retriever = unranked({
    retrievers: [finds("oxide")],
    signal: controller.signal,
    expand: (_, config) => {
      signal = config.signal;
      controller.abort(reason);
      return new Promise(() => {});
    },
  });
  expect(await errorOf(retriever.invoke(query))).toBe(reason);
  expect(signal?.reason).toBe(reason);
});

test("retrievers and rerank are runs below its own, and options of the call reach the retrievers", async () => {
  const recorder = new RunRecorder();
  const arm = finds("oxide");
  await unranked({ retrievers: { bm25: arm } }).invoke(query, {
    callbacks: [recorder],
    runName: "second pass",
    configurable: { tenant: "a" },
  });
  const outer = recorder.named("second pass");
  expect(recorder.runs.map(({ name }) => name)).toEqual(["second pass", "FixedRetriever", "rerank"]);
  expect(recorder.named("FixedRetriever")).toMatchObject({ parentId: outer.id, tags: expect.arrayContaining(["bm25"]) });
  expect(arm.seen[0]).toMatchObject({ configurable: { tenant: "a" } });
  expect(arm.seen[0]?.runName).toBeUndefined();
});

test("a reranking retriever may be one of the retrievers", async () => {
  const inner = new RerankRetriever({ retriever: finds("oxide", "rustup"), reranker: "lexical" });
  const found = await unranked({ retrievers: { inner, other: finds("rustup") } }).invoke(query);
  expect(idsOf(found)).toEqual(["rustup", "oxide"]);
});

test("batch works as on any retriever", async () => {
  const retriever = new HybridRetriever({ retrievers: [finds("oxide", "rustup")], reranker: "lexical", topN: 1 });
  expect((await retriever.batch(["rustup", "oxide"])).map(idsOf)).toEqual([["rustup"], ["oxide"]]);
  expect(idsOf(await retriever._getRelevantDocuments("oxide"))).toEqual(["oxide"]);
});

test.each<[string, object, string, string]>([
  ["no retrievers", {}, "invalid_config", "`retrievers` must hold"],
  ["an empty list of them", { retrievers: [] }, "invalid_config", "`retrievers` must hold"],
  ["what is no retriever", { retrievers: { bm25: {} } }, "invalid_config", "retrievers: bm25 must be"],
  ["a weight for nobody", { retrievers: { bm25: finds() }, weights: { dense: 1 } }, "invalid_config", "weights: dense is none"],
  ["too many weights", { retrievers: [finds()], weights: [1, 2] }, "invalid_config", "2 weights were given for 1 retrievers"],
  ["a negative weight", { retrievers: [finds()], weights: [-1] }, "invalid_config", "retriever 1 must be a number"],
  ["a weight twice", { retrievers: [{ retriever: finds(), weight: 1 }], weights: [1] }, "invalid_config", "keep one of them"],
  ["another way with errors", { retrievers: [finds()], onArmError: "ignore" }, "invalid_config", "onArmError"],
  ["no time", { retrievers: [finds()], armTimeoutMs: 0 }, "invalid_config", "armTimeoutMs"],
  ["an expansion that is none", { retrievers: [finds()], expand: "hyde" }, "invalid_config", "`expand`"],
  ["an unknown method", { retrievers: [finds()], method: "borda" }, "invalid_options", "method must be one of"],
])("%s: refused at once", (_, fields, code, message) => {
  expect(() => new HybridRetriever(fields as HybridRetrieverFields)).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(message) }),
  );
});
