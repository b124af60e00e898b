import { join } from "node:path";
import { modelDirectory } from "@secondpass/model-mini";
import { blendFirstStage, cached, createReranker, fallback, type Reranker, withDeadline, withOnError } from "secondpass";
import { expect, test } from "vitest";
import { startInferenceServer } from "../../../data/inference-server.ts";
import { makeModelFolder } from "../../../data/model-folder.ts";

/** As many words, each one token. */
const words = (count: number) => Array.from({ length: count }, () => "rust").join(" ");
const local = async (own: object = {}) => createReranker({ local: { model: await makeModelFolder(), maxTokens: 16, ...own } });

test.each(["document", "longest_first"] as const)("room and tokens are those of the receipt, cut %s", async (truncation) => {
  await using reranker = await local({ truncation });
  for (const query of [words(1), words(5), words(6), words(7), words(20)]) {
    const measure = await reranker.measureTokens?.(query, [words(30), words(2)]);
    const { receipt } = await reranker.rerank(query, [words(30)]);
    expect(receipt.truncated).toEqual([{ index: 0, keptTokens: measure?.room, totalTokens: 30 }]);
    expect(measure?.tokens).toEqual([30, 2]);
  }
});

test("a served model measures as it does here", async () => {
  const { url } = await startInferenceServer(join(modelDirectory, "model.onnx"));
  await using served = await createReranker({ triton: { baseUrl: url, model: "reranker", tokenizer: modelDirectory } });
  await using here = await createReranker("local");
  const texts = ["Install Rust with rustup.", "", "安装 Rust。", "ﷺ\ud800", "word ".repeat(900)];
  expect(await served.measureTokens?.("how do I install rust", texts)).toEqual(
    await here.measureTokens?.("how do I install rust", texts),
  );
});

test("wrappers measure as the reranker inside; where the tokenizer is elsewhere nobody does", async () => {
  await using inside = await local();
  const wrappers: ((reranker: Reranker) => Reranker)[] = [
    (reranker) => blendFirstStage(reranker, { weight: 0.3 }),
    (reranker) => cached(reranker),
    (reranker) => withDeadline(reranker, { deadlineMs: 10_000 }),
    (reranker) => withOnError(reranker, "passthrough"),
    (reranker) => fallback([reranker]),
  ];
  for (const wrap of wrappers) {
    expect(await wrap(inside).measureTokens?.(words(3), [words(4)])).toEqual({ tokens: [4], room: 10 });
  }
  for (const name of ["lexical", "identity"]) expect((await createReranker(name)).measureTokens).toBeUndefined();
});

test("it ends with its signal and with the reranker, and goes on beside scoring", async () => {
  const reranker = await local();
  const reason = new Error("no longer needed");
  await expect(reranker.measureTokens?.("q", ["a"], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  const controller = new AbortController();
  const many = Array.from({ length: 300 }, (_, i) => `${words(200)} ${i}`);
  const aborted = reranker.measureTokens?.("q", many, { signal: controller.signal });
  controller.abort(reason);
  await expect(aborted).rejects.toBe(reason);
  const [ranking, measure] = await Promise.all([reranker.rerank("q", many), reranker.measureTokens?.("q", many)]);
  expect(measure?.tokens).toEqual(ranking.receipt.truncated.map(({ totalTokens }) => totalTokens));
  const unfinished = reranker.measureTokens?.("q", many);
  const rejected = expect(unfinished).rejects.toMatchObject({ code: "disposed" });
  await reranker.dispose();
  await rejected;
  await expect(reranker.measureTokens?.("q", [])).rejects.toMatchObject({ code: "disposed" });
});
