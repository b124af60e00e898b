import fc from "fast-check";
import { createLexicalReranker, explain, pipeline, type Reranker, rerankerFromOrderer, rerankerFromScorer } from "secondpass";
import { describe, expect, test } from "vitest";

const query = "install rust";
const oxide = { id: "oxide", text: "Iron oxide is called rust." };
const rustup = { id: "rustup", text: "Install Rust with rustup." };
const again = { id: "again", text: "install rust  with rustup." };
const paris = { id: "paris", text: "Paris is mild in spring." };
const supports = { pointwise: true, abort: true, instructions: false };

/** Scores by what is said of each text; with it goes a probability. */
function judging(probabilities: Readonly<Record<string, number>>): Reranker {
  const scorer = rerankerFromScorer({
    id: "judging",
    scoreScale: "unit",
    supports,
    score: async (_, texts) => ({ scores: texts.map((text) => probabilities[text] ?? 0) }),
    dispose: async () => {},
  });
  return {
    ...scorer,
    async rerank(query, documents, options) {
      const ranking = await scorer.rerank(query, documents, options);
      return { ...ranking, results: ranking.results.map((result) => ({ ...result, probability: result.score as number })) };
    },
  };
}

describe("pipeline", () => {
  test("without steps it is the reranker", async () => {
    const reranker = createLexicalReranker();
    const { candidates, ...ranking } = await pipeline(reranker).run(query, [oxide, rustup], { topN: 1 });
    const alone = await reranker.rerank(query, [oxide, rustup], { topN: 1 });
    expect(candidates).toEqual([oxide, rustup]);
    expect(ranking.results).toEqual(alone.results);
    expect(ranking.dropped).toEqual(alone.dropped);
  });

  test("lists are fused by their weights, and every document knows who found it", async () => {
    const pass = pipeline(createLexicalReranker(), { fuse: { weights: { bm25: 1, dense: 5 } } });
    const ranking = await pass.run(query, { bm25: [oxide, rustup], dense: [paris, oxide] });
    expect(ranking.candidates.map(({ id }) => id)).toEqual(["oxide", "paris", "rustup"]);
    const [first] = explain(ranking, { documents: ranking.candidates }).documents;
    expect(first).toMatchObject({ id: "rustup", firstStage: { rank: 3 }, sources: [{ list: "bm25", rank: 2 }] });
  });

  test("a list that the weights do not know is refused, one that is missing is not", async () => {
    const pass = pipeline(createLexicalReranker(), { fuse: { weights: { bm25: 1, dense: 1 } } });
    await expect(pass.run(query, { bm25: [oxide], vectors: [rustup] })).rejects.toThrow(
      'list "vectors" is none of those that fuse.weights knows: bm25, dense',
    );
    expect((await pass.run(query, { bm25: [oxide] })).results).toHaveLength(1);
  });

  test("what the fusion has to say is in the receipt", async () => {
    const { receipt } = await pipeline(createLexicalReranker()).run(query, { bm25: [oxide], dense: [paris] });
    expect(receipt.warnings.map(({ code }) => code)).toContain("nothing_in_common");
  });

  test("repetitions are not scored, and every index is a position among the candidates", async () => {
    const seen: string[] = [];
    const reranker = rerankerFromOrderer({
      id: "reader",
      supports,
      async order(_, texts) {
        seen.push(...texts);
        const seenBy = texts.map((_, index) => ({ index, windows: 1 }));
        const repairs = { answers: 0, missing: 0, duplicate: 0, unknown: 0, unparsed: 0, refused: 0, truncated: 0 };
        const listwise = {
          strategy: "select",
          calls: 1,
          retries: 0,
          rounds: 1,
          failedWindows: 0,
          repairs,
          seen: seenBy,
          complete: true,
          suspicious: [],
          prompt: "p",
        };
        return { order: [...texts.keys()].reverse(), listwise };
      },
      dispose: async () => {},
    });
    const orders: (readonly number[])[] = [];
    const ranking = await pipeline(reranker, { dedupe: true }).run(query, [rustup, again, oxide, paris], {
      topN: 2,
      onOrder: (order) => orders.push(order),
    });
    expect(seen).toHaveLength(3);
    expect(ranking.results.map(({ index, rank, firstStage, document }) => [index, rank, firstStage.rank, document.id])).toEqual([
      [3, 1, 4, "paris"],
      [2, 2, 3, "oxide"],
    ]);
    expect(ranking.dropped).toEqual([
      { index: 0, reason: "topN" },
      { index: 1, reason: "duplicate", duplicateOf: 0 },
    ]);
    expect(ranking.receipt.listwise?.seen.map(({ index }) => index)).toEqual([0, 2, 3]);
    for (const order of orders) expect([...order].sort()).toEqual([0, 1, 2, 3]);
  });

  test("the gate's word is in the receipt, what it drops among the dropped", async () => {
    const reranker = judging({ [rustup.text]: 0.8, [oxide.text]: 0.3, [paris.text]: 0.1 });
    const gate = { correct: 0.6, incorrect: 0.2 };
    const { results, dropped, receipt } = await pipeline(reranker, { gate }).run(query, [paris, oxide, rustup]);
    expect(results.map(({ document }) => document.id)).toEqual(["rustup", "oxide"]);
    expect(dropped).toEqual([{ index: 0, reason: "gate" }]);
    expect(receipt.gate).toEqual({
      verdict: "correct",
      confidence: 0.8,
      reason: "the best document is relevant with a probability of 0.800, and 0.6 is enough",
      thresholds: gate,
    });
  });

  test("without probabilities the gate refuses, or says what it was told to", async () => {
    const gate = { correct: 0.6, incorrect: 0.2 };
    await expect(pipeline(createLexicalReranker(), { gate }).run(query, [oxide])).rejects.toMatchObject({
      code: "not_calibrated",
    });
    const lenient = pipeline(createLexicalReranker(), { gate: { ...gate, otherwise: "ambiguous" } });
    const { results, receipt } = await lenient.run(query, [oxide]);
    expect([results.length, receipt.gate?.verdict]).toEqual([1, "ambiguous"]);
  });

  test("arranged for whoever reads it, ranks untouched", async () => {
    const reranker = judging({ [rustup.text]: 0.8, [oxide.text]: 0.3, [paris.text]: 0.1 });
    const { results, receipt } = await pipeline(reranker, { arrange: "ends" }).run(query, [paris, oxide, rustup]);
    expect(results.map(({ rank, document }) => [rank, document.id])).toEqual([
      [1, "rustup"],
      [3, "paris"],
      [2, "oxide"],
    ]);
    expect(receipt.arranged).toBe("ends");
  });

  test("variety is looked for among all, and topN cuts after it", async () => {
    const reranker = judging({ [rustup.text]: 0.8, "Install Rust with rustup now.": 0.79, [oxide.text]: 0.5 });
    const documents = [rustup.text, "Install Rust with rustup now.", oxide.text];
    const { results, dropped } = await pipeline(reranker, { diversify: { lambda: 0.5 } }).run(query, documents, { topN: 2 });
    expect(results.map(({ index }) => index)).toEqual([0, 2]);
    expect(dropped).toEqual([{ index: 1, reason: "topN" }]);
  });

  test("nothing is lost, whatever the steps", async () => {
    const texts = fc.array(fc.constantFrom(oxide.text, rustup.text, again.text, paris.text, "", "Rust."), { maxLength: 12 });
    const steps = fc.record({
      dedupe: fc.constantFrom(undefined, true, { near: 0.5 }),
      gate: fc.constantFrom(undefined, { correct: 0.6, incorrect: 0.2, otherwise: "ambiguous" as const }),
      diversify: fc.constantFrom(undefined, true, { lambda: 0.2 }),
      arrange: fc.constantFrom(undefined, "ends" as const, "reverse" as const, "bestFirst" as const),
    });
    const reranker = judging({ [rustup.text]: 0.8, [oxide.text]: 0.3, [paris.text]: 0.1, "Rust.": 0.5 });
    const topN = fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(texts, steps, topN, async (documents, given, topN) => {
        const { results, dropped } = await pipeline(reranker, given).run(query, documents, { topN });
        const indexes = [...results, ...dropped].map(({ index }) => index);
        expect(indexes.sort((a, b) => a - b)).toEqual([...documents.keys()]);
        expect(results.map(({ rank }) => rank).sort((a, b) => a - b)).toEqual(results.map((_, i) => i + 1));
        for (const { index, document, firstStage } of results) {
          expect(document).toBe(documents[index]);
          expect(firstStage.rank).toBe(index + 1);
        }
      }),
    );
  });

  test.each([
    [{ arrange: "best" as never }, "an arrangement is one of"],
    [{ gate: { correct: 0.2, incorrect: 0.6 } }, "incorrect at most correct"],
    [{ dedupe: { near: 2 } }, "near must be"],
    [{ diversify: { lambda: 2 } }, "lambda must be"],
    [{ fuse: { k: -1 } }, "k must be"],
    [{ fuse: { weights: { bm25: -1 } } }, 'the weight of list "bm25" must be'],
  ])("%j is refused at once", (steps, message) => {
    expect(() => pipeline(createLexicalReranker(), steps)).toThrow(message);
  });

  test("an empty query and what is no document are told before anything is done", async () => {
    const pass = pipeline(createLexicalReranker(), { dedupe: true });
    await expect(pass.run(" ", [oxide])).rejects.toMatchObject({ code: "empty_query" });
    await expect(pass.run(query, [oxide, 7 as never])).rejects.toMatchObject({ code: "invalid_document" });
    await expect(pass.run(query, 7 as never)).rejects.toMatchObject({ code: "invalid_options" });
  });

  test("it disposes its reranker", async () => {
    const pass = pipeline(createLexicalReranker());
    await pass.dispose();
    await expect(pass.run(query, [oxide])).rejects.toMatchObject({ code: "disposed" });
  });
});
