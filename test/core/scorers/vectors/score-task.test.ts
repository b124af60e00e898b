import { maxSim } from "secondpass/rank";
import { expect, test } from "vitest";
import type { ScoreNews } from "../../../../packages/core/src/scorers/onnx/pool/score-news.ts";
import { createScoreTask } from "../../../../packages/core/src/scorers/vectors/score-task.ts";
import type { EncodedText, TextRole } from "../../../../packages/core/src/scorers/vectors/vector-reader.ts";

/** A model whose vectors hold how long a text is; it writes down what it reads, one list for each micro-batch. */
function makeModel({ endsAfter = Number.POSITIVE_INFINITY } = {}) {
  const read: string[][] = [];
  const texts = new Map<readonly number[], string>();
  const model = {
    maxPaddedTokens: 8,
    encode(role: TextRole, text: string): EncodedText {
      const ids = [...text].map((_, i) => i).slice(0, 6);
      texts.set(ids, `${role} ${text}`);
      return { ids, keptTokens: ids.length, totalTokens: text.length };
    },
    async vectorsOf(encoded: readonly EncodedText[]) {
      if (read.length === endsAfter) return undefined;
      read.push(encoded.map(({ ids }) => texts.get(ids) as string));
      return encoded.map(({ ids }) => vectorsOf(ids.length));
    },
  };
  return { model, read };
}

const vectorsOf = (length: number) => ({ dimensions: 2, data: Float32Array.of(length, 1) });

/** Runs a task to its end, and counts its steps. */
async function run(steps: AsyncGenerator<void, void, void>) {
  let count = 0;
  for await (const _ of steps) count++;
  return count;
}

test("stored vectors come first, texts in micro-batches, each a step; all are told once, and the end last", async () => {
  const { model, read } = makeModel();
  const news: ScoreNews[] = [];
  const documents = ["aaaa", vectorsOf(9), "bbbb", "cccccc", vectorsOf(1), "d"];
  const steps = await run(createScoreTask(model)({ type: "score", query: "qqq", documents }, (part) => news.push(part)));
  expect(read).toEqual([["query qqq"], ["document cccccc"], ["document aaaa", "document bbbb"], ["document d"]]);
  expect(steps).toBe(4);
  const told = news.flatMap((part) =>
    part.type === "scores" ? part.positions.map((position, i) => [position, part.scores[i]]) : [],
  );
  const lengths = [4, 9, 4, 6, 1, 1];
  expect(told).toEqual([1, 4, 3, 0, 2, 5].map((i) => [i, maxSim(vectorsOf(3), vectorsOf(lengths[i] as number))]));
  expect(news.at(-1)).toEqual({ type: "done", truncated: [], queryTruncated: false, inputTokens: 3 + 4 + 4 + 6 + 1 });
});

test("the vectors of a query are computed once for the tasks that share it", async () => {
  const { model, read } = makeModel();
  const scoreTask = createScoreTask(model);
  const done: ScoreNews[] = [];
  for (const document of ["a", "b"]) {
    await run(
      scoreTask({ type: "score", query: "qq", documents: [document] }, (part) => part.type === "done" && done.push(part)),
    );
  }
  expect(read.map(([text]) => text)).toEqual(["query qq", "document a", "document b"]);
  expect(done).toMatchObject([{ inputTokens: 3 }, { inputTokens: 1 }]);
});

test("what was cut is told by position", async () => {
  const { model } = makeModel();
  const news: ScoreNews[] = [];
  const documents = [vectorsOf(1), "short", "much too long"];
  await run(createScoreTask(model)({ type: "score", query: "a long query", documents }, (part) => news.push(part)));
  expect(news.at(-1)).toMatchObject({ truncated: [{ index: 2, keptTokens: 6, totalTokens: 13 }], queryTruncated: true });
});

test("when the process is ending, a task stops without a word", async () => {
  for (const endsAfter of [0, 1]) {
    const { model } = makeModel({ endsAfter });
    const news: ScoreNews[] = [];
    await run(createScoreTask(model)({ type: "score", query: "q", documents: ["a"] }, (part) => news.push(part)));
    expect(news).toEqual([]);
  }
});

test("many stored vectors are no step without end: others have their turn", async () => {
  const { model } = makeModel();
  const long = { dimensions: 128, data: new Float32Array(128 * 400).fill(0.1) };
  const wide = { ...model, vectorsOf: async () => [{ dimensions: 128, data: new Float32Array(128 * 32).fill(0.1) }] };
  const steps = await run(createScoreTask(wide)({ type: "score", query: "q", documents: new Array(200).fill(long) }, () => {}));
  // One for the query; the comparisons alone take far longer than one turn.
  expect(steps).toBeGreaterThan(5);
});
