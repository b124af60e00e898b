import { Document } from "@langchain/core/documents";
import { RunnableLambda, RunnableSequence } from "@langchain/core/runnables";
import { RerankRetriever, rankingOf } from "@secondpass/langchain";
import { expect, test } from "vitest";
import { errorOf } from "../contract/wrapper/error-of.ts";
import { silentReranker } from "../contract/wrapper/silent-reranker.ts";
import { FixedRetriever } from "./fixed-retriever.ts";
import { gatedReranker } from "./gated-reranker.ts";
import { RunRecorder } from "./run-recorder.ts";

const texts = ["The weather in Paris.", "Install Rust with rustup.", "Rust is an oxide."];
const documents = () => texts.map((pageContent, i) => new Document({ pageContent, id: `d${i}` }));
const query = "install rust";

for (const [how, invoke] of [
  ["directly", (retriever: RerankRetriever, options: object) => retriever.invoke(query, options)],
  [
    "in a RunnableSequence",
    (retriever: RerankRetriever, options: object) =>
      RunnableSequence.from([RunnableLambda.from((text: string) => text), retriever]).invoke(query, options),
  ],
] as const) {
  test(`signal, ${how}: it reaches the first stage and the reranker`, async () => {
    const controller = new AbortController();
    const { reranker, asked } = silentReranker();
    const firstStage = new FixedRetriever(documents);
    const call = errorOf(invoke(new RerankRetriever({ retriever: firstStage, reranker }), { signal: controller.signal }));
    const signal = await asked;
    expect(signal.aborted).toBe(false);
    expect(firstStage.seen[0]?.signal?.aborted).toBe(false);
    const reason = new Error("the user left");
    controller.abort(reason);
    expect(await call).toBe(reason);
    expect(signal.reason).toBe(reason);
  });

  test(`signal, ${how}: an abort while the first stage searches reaches it and ends the call`, async () => {
    const controller = new AbortController();
    let searching: () => void = () => {};
    const searched = new Promise<void>((resolve) => {
      searching = resolve;
    });
    const firstStage = new FixedRetriever(() => {
      searching();
      return new Promise(() => {}); // takes no notice of signals, as most retrievers do
    });
    const call = errorOf(
      invoke(new RerankRetriever({ retriever: firstStage, reranker: "lexical" }), { signal: controller.signal }),
    );
    await searched;
    const reason = new Error("the user left");
    controller.abort(reason);
    expect(await call).toBe(reason);
    expect(firstStage.seen[0]?.signal?.reason).toBe(reason);
  });

  test(`timeout, ${how}: it ends the reranking`, async () => {
    const { reranker, asked } = silentReranker();
    const firstStage = new FixedRetriever(documents);
    const call = errorOf(invoke(new RerankRetriever({ retriever: firstStage, reranker }), { timeout: 200 }));
    expect((await asked).aborted).toBe(false);
    expect(await call).toMatchObject({ name: "TimeoutError" });
    expect((await asked).reason).toMatchObject({ name: "TimeoutError" });
    expect(firstStage.seen[0]?.signal).toBeInstanceOf(AbortSignal);
  });
}

test("a signal that has already aborted: nobody is asked", async () => {
  const reason = new Error("too late");
  const firstStage = new FixedRetriever(documents);
  const retriever = new RerankRetriever({ retriever: firstStage, reranker: "lexical" });
  expect(await errorOf(retriever.invoke(query, { signal: AbortSignal.abort(reason) }))).toBe(reason);
  expect(firstStage.seen).toEqual([]);
});

test("the constructor's signal ends the first stage too", async () => {
  const controller = new AbortController();
  const reason = new Error("shutting down");
  const firstStage = new FixedRetriever(() => {
    controller.abort(reason);
    return new Promise(() => {});
  });
  const retriever = new RerankRetriever({ retriever: firstStage, reranker: "lexical", signal: controller.signal });
  expect(await errorOf(retriever.invoke(query))).toBe(reason);
  expect(firstStage.seen[0]?.signal?.reason).toBe(reason);
});

test("calls at the same time keep their own signals", async () => {
  const { reranker, release, waiting } = gatedReranker(3);
  const retriever = new RerankRetriever({ retriever: new FixedRetriever(documents), reranker });
  const controllers = [new AbortController(), new AbortController()] as const;
  const calls = [
    errorOf(retriever.invoke("first", { signal: controllers[0].signal })),
    retriever.invoke("second", { signal: controllers[1].signal }),
    retriever.invoke("third"),
  ] as const;
  await waiting;
  const reason = new Error("only the first");
  controllers[0].abort(reason);
  expect(await calls[0]).toBe(reason);
  release();
  // The gated reranker prefers short texts.
  expect((await calls[1]).map(({ id }) => id)).toEqual(["d2", "d0", "d1"]);
  expect((await calls[2]).map(({ id }) => id)).toEqual(["d2", "d0", "d1"]);
});

test("first stage and rerank are runs below the retriever's", async () => {
  const recorder = new RunRecorder();
  const ownRecorder = new RunRecorder();
  const retriever = new RerankRetriever({
    retriever: new FixedRetriever(documents),
    reranker: "lexical",
    topN: 1,
    callbacks: [ownRecorder],
    tags: ["own"],
    metadata: { team: "search" },
  });
  const runId = "01890000-0000-7000-8000-000000000000";
  const options = { runId, runName: "second pass", tags: ["call"], metadata: { user: 7 }, callbacks: [recorder] };
  const found = await retriever.invoke(query, options);

  const outer = recorder.named("second pass");
  expect(recorder.runs.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    "retriever second pass",
    "retriever FixedRetriever",
    "chain rerank",
  ]);
  expect(outer).toMatchObject({ id: runId, inputs: query, metadata: { team: "search", user: 7 } });
  expect(outer.tags).toEqual(["call", "own"]);
  expect(outer.outputs).toBe(found);
  expect(recorder.named("FixedRetriever").parentId).toBe(runId);
  expect(recorder.named("rerank")).toMatchObject({
    parentId: runId,
    inputs: { query, documents: 3 },
    outputs: { receipt: { reranked: true, servedBy: "lexical" } },
  });
  // As in LangChain, callbacks of the constructor see this object's run only.
  expect(ownRecorder.runs.map(({ id }) => id)).toEqual([runId]);
});

test("without a name of the call the run has the class's", async () => {
  const recorder = new RunRecorder();
  await new RerankRetriever({ retriever: new FixedRetriever(documents), reranker: "lexical" }).invoke(query, {
    callbacks: [recorder],
  });
  expect(recorder.named("RerankRetriever").parentId).toBeUndefined();
});

test("an error of the first stage is the retriever's, and nothing is reranked", async () => {
  const recorder = new RunRecorder();
  const failure = new Error("the index is away");
  const firstStage = new FixedRetriever(() => Promise.reject(failure));
  const retriever = new RerankRetriever({ retriever: firstStage, reranker: "lexical" });
  expect(await errorOf(retriever.invoke(query, { callbacks: [recorder] }))).toBe(failure);
  expect(recorder.named("RerankRetriever").error).toBe(failure);
  expect(recorder.runs.map(({ name }) => name)).not.toContain("rerank");
});

test("options of the call reach the first stage", async () => {
  const firstStage = new FixedRetriever(documents);
  const retriever = new RerankRetriever({ retriever: firstStage, reranker: "lexical" });
  await retriever.invoke(query, { configurable: { tenant: "a" }, runName: "mine", runId: crypto.randomUUID() });
  expect(firstStage.seen[0]).toMatchObject({ configurable: { tenant: "a" } });
  // The name and the id are those of the outer run.
  expect(firstStage.seen[0]?.runName).toBeUndefined();
  expect(firstStage.seen[0]?.runId).toBeUndefined();
});

test("batch and stream work as on any retriever", async () => {
  const retriever = new RerankRetriever({ retriever: new FixedRetriever(documents), reranker: "lexical", topN: 1 });
  const batches = await retriever.batch(["weather", "rustup"]);
  expect(batches.map(([document]) => document?.id)).toEqual(["d0", "d1"]);
  for await (const found of await retriever.stream("oxide")) {
    expect(found.map(({ id }) => id)).toEqual(["d2"]);
    expect(rankingOf(found)?.receipt.reranked).toBe(true);
  }
  const documentsOnly = await retriever._getRelevantDocuments("oxide");
  expect(documentsOnly.map(({ id }) => id)).toEqual(["d2"]);
});

test("what is not a retriever is refused at once, with the classic name for it in mind", () => {
  expect(() => new RerankRetriever({ baseRetriever: new FixedRetriever(documents) } as never)).toThrow(
    expect.objectContaining({ code: "invalid_config", message: expect.stringContaining("`retriever`") }),
  );
});
