import { createLexicalReranker, type DocumentInput, fuse, type RerankError, rerankerFromScorer } from "secondpass";
import { describe, expect, test } from "vitest";

const document = (id: string, score?: number) => ({ id, text: `text of ${id}`, ...(score !== undefined && { score }) });
const documents = (...ids: string[]) => ids.map((id) => document(id));
const idsOf = (fused: { id?: string }[]) => fused.map(({ id }) => id);

/** What a call is refused with. */
function refusal(call: () => unknown): RerankError {
  try {
    call();
  } catch (error) {
    return error as RerankError;
  }
  throw new Error("it was not refused");
}

test("by hand: bm25 a b c, dense c a d", () => {
  // a: 1/61 + 1/62; c: 1/63 + 1/61; b: 1/62; d: 1/63.
  const { documents: fused, warnings } = fuse([
    { name: "bm25", documents: documents("a", "b", "c") },
    { name: "dense", documents: [document("c", 0.9), document("a", 0.8), document("d", 0.1)] },
  ]);
  expect(fused.map(({ id, score, sources }) => ({ id, score, sources }))).toEqual([
    { id: "a", score: 1 / 62 + 1 / 61, sources: [source("bm25", 1), source("dense", 2, 0.8)] },
    { id: "c", score: 1 / 63 + 1 / 61, sources: [source("bm25", 3), source("dense", 1, 0.9)] },
    { id: "b", score: 1 / 62, sources: [source("bm25", 2)] },
    { id: "d", score: 1 / 63, sources: [source("dense", 3, 0.1)] },
  ]);
  expect(warnings).toEqual([]);
});

function source(list: string, rank: number, score?: number) {
  return { list, rank, ...(score !== undefined && { score }) };
}

test("weights in order or with each list; a list of weight 0 adds nothing and loses nothing", () => {
  const [left, right] = [documents("a", "b"), documents("b", "c")];
  const inOrder = fuse([left, right], { weights: [1, 0] });
  expect(inOrder.documents.map(({ id, score }) => [id, score])).toEqual([
    ["a", 1 / 61],
    ["b", 1 / 62],
    ["c", 0],
  ]);
  expect(fuse([{ documents: left }, { documents: right, weight: 0 }])).toEqual(inOrder);
});

test("unnamed lists are numbered", () => {
  expect(fuse([documents("a"), documents("a")]).documents[0]?.sources.map(({ list }) => list)).toEqual(["list 1", "list 2"]);
});

describe("which documents are the same", () => {
  test("those of one id, whatever their texts: the first list's copy is kept", () => {
    const first = { id: "a", text: "plain", metadata: { from: 1 } };
    const { documents: fused, warnings } = fuse([[first], [{ id: "a", text: "with its context", metadata: { from: 2 } }]]);
    expect(fused).toMatchObject([{ id: "a", text: "plain", sources: [{ rank: 1 }, { rank: 1 }] }]);
    expect(fused[0]?.original).toBe(first);
    expect(fused[0]?.metadata).toBe(first.metadata);
    expect(warnings).toEqual([]);
  });

  test("without ids those of one content, title and all", () => {
    const { documents: fused } = fuse<DocumentInput>([["x", { title: "T", text: "x" }], [{ text: "x" }]]);
    expect(fused.map(({ title, sources }) => [title, sources.length])).toEqual([
      [undefined, 2],
      ["T", 1],
    ]);
  });

  test("a document without an id is the named one of its content", () => {
    const { documents: fused } = fuse<DocumentInput>([["rust", "iron"], [{ id: "7", text: "rust" }]]);
    expect(fused.map(({ text, sources }) => [text, sources.length])).toEqual([
      ["rust", 2],
      ["iron", 1],
    ]);
  });

  test("equal contents of different ids stay two documents", () => {
    expect(
      fuse([
        [
          { id: "1", text: "same" },
          { id: "2", text: "same" },
        ],
        [{ id: "2", text: "same" }],
      ]).documents,
    ).toHaveLength(2);
  });

  test("an empty id is none, and 4 is the same as 4 in words", () => {
    expect(
      fuse([
        [
          { id: "", text: "a" },
          { id: "", text: "b" },
        ],
      ]).documents,
    ).toHaveLength(2);
    expect(fuse([[{ id: 4 as unknown as string, text: "a" }], [{ id: "4", text: "b" }]]).documents).toHaveLength(1);
  });

  test("ids and contents that are names of an object's own parts", () => {
    const { documents: fused } = fuse<DocumentInput>([
      ["__proto__", "constructor"],
      ["constructor", { id: "__proto__", text: "toString" }],
    ]);
    expect(fused.map(({ text, score }) => [text, score])).toEqual([
      ["constructor", 1 / 62 + 1 / 61],
      ["__proto__", 1 / 61],
      ["toString", 1 / 62],
    ]);
  });

  test("`key` names them, and where it says nothing their content does", () => {
    const chunk = (url: string | undefined, text: string) => ({ id: `${text} of ${url}`, text, metadata: { url } });
    const lists = [
      [chunk("/a", "one"), chunk(undefined, "loose")],
      [chunk("/a", "two"), chunk(undefined, "loose")],
    ];
    const { documents: fused } = fuse(lists, { key: ({ metadata }) => metadata.url });
    expect(fused.map(({ text, sources }) => [text, sources.length])).toEqual([
      ["one", 2],
      ["loose", 2],
    ]);
  });
});

describe("traps of others", () => {
  test("chunks that share an id count once in a list, and a warning says that their texts are lost", () => {
    const chunks = [1, 2, 3].map((n) => ({ id: "long", text: `part ${n}` }));
    const { documents: fused, warnings } = fuse([[...chunks, document("b")], [document("b")]]);
    expect(fused.map(({ id, score }) => [id, score])).toEqual([
      ["b", 1 / 62 + 1 / 61],
      ["long", 1 / 61],
    ]);
    expect(warnings).toEqual([
      { code: "shared_id", message: expect.stringContaining('"list 1" one id names several different texts, such as long') },
    ]);
  });

  test("a repeated document is no shared id", () => {
    expect(fuse([[document("a"), document("a")], [document("a")]]).warnings).toEqual([]);
  });

  test("ids that never match are told of, and more so where the texts do", () => {
    const [warning] = fuse([documents("a", "b"), documents("c")]).warnings;
    expect(warning).toMatchObject({
      code: "nothing_in_common",
      message: expect.stringContaining("no document is in two of the lists"),
    });
    const vectors = [{ id: "v_0", text: "rust" }];
    const keywords = [{ id: "kw_7", text: "rust" }];
    const differently = fuse([vectors, keywords]);
    expect(differently.documents).toHaveLength(2);
    expect(differently.warnings).toMatchObject([
      { code: "nothing_in_common", message: expect.stringContaining("name their documents differently") },
    ]);
    expect(fuse([vectors, keywords], { key: ({ text }) => text }).warnings).toEqual([]);
  });

  test("one list, or one beside empty ones, has nothing to have in common", () => {
    expect(fuse([documents("a", "b"), [], []]).warnings).toEqual([]);
    expect(fuse([])).toEqual({ documents: [], warnings: [] });
  });

  test("equal rerank scores are decided by the fused order", async () => {
    const allEqual = rerankerFromScorer({
      id: "flat",
      scoreScale: "logit",
      supports: { pointwise: true, abort: false, instructions: false },
      score: async (_, texts) => ({ scores: texts.map(() => 1) }),
      dispose: async () => {},
    });
    const { documents: fused } = fuse([documents("a", "b", "c"), documents("c", "b")]);
    const { results } = await allEqual.rerank("q", fused);
    expect(results.map(({ document }) => document.id)).toEqual(idsOf(fused));
    expect(idsOf(fused)).toEqual(["c", "b", "a"]);
  });
});

describe("fusing scores", () => {
  const bm25 = { name: "bm25", documents: [document("a", 20), document("b", 15), document("c", 10)] };
  const dense = { name: "dense", documents: [document("b", 0.9), document("c", 0.5), document("d", 0.1)] };

  test("minMax by hand, with weights", () => {
    // bm25 1, 0.5, 0; dense 1, 0.5, 0, twice as heavy.
    const { documents: fused } = fuse([bm25, { ...dense, weight: 2 }], { method: "minMax" });
    expect(fused.map(({ id, score }) => [id, score])).toEqual([
      ["b", 2.5],
      ["a", 1],
      ["c", 1],
      ["d", 0],
    ]);
    expect(fused[0]?.sources).toEqual([source("bm25", 2, 15), source("dense", 1, 0.9)]);
  });

  test("distances count the other way round once that is said", () => {
    const distances = { name: "dense", documents: [document("b", 0.1), document("c", 0.5), document("d", 0.9)] };
    const asDistances = fuse([bm25, { ...distances, lowerIsBetter: true }], { method: "minMax" });
    expect(asDistances.documents.map(({ id, score }) => [id, score])).toEqual([
      ["b", 1.5],
      ["a", 1],
      ["c", 0.5],
      ["d", 0],
    ]);
    const error = refusal(() => fuse([bm25, distances], { method: "zScore" }));
    expect(error).toMatchObject({
      code: "invalid_options",
      message: expect.stringMatching(/"dense" rise .*lowerIsBetter: true.*"rrf"/),
    });
    expect(fuse([bm25, distances]).documents[0]?.id).toBe("b");
  });

  test.each(["minMax", "zScore", "distribution"] as const)(
    "%s: a missing score is refused by name, equal scores are fine",
    (method) => {
      const error = refusal(() => fuse([bm25, [document("a", 1), document("x", Number.NaN)]], { method }));
      expect(error).toMatchObject({
        code: "invalid_document",
        message: expect.stringMatching(/rank 2 of list "list 2".*"rrf" does without/),
      });
      const scores = fuse([[document("a", 3), document("b", 3)], [document("b", 5)]], { method }).documents.map(
        ({ score }) => score,
      );
      expect(scores.every((score) => score > 0)).toBe(true);
    },
  );
});

test("candidates go to a reranker as they are, with title and metadata, and nothing given is changed", async () => {
  const metadata = Object.freeze({ page: 3 });
  const given = Object.freeze({ id: "r", title: "Rust", text: "a language", metadata, score: 12 });
  const lists = Object.freeze([Object.freeze(["iron", given] as const), Object.freeze([given] as const)]);
  const { documents: fused } = fuse<string | typeof given>(lists);
  const { results } = await createLexicalReranker().rerank("rust", fused);
  expect(results[0]).toMatchObject({ firstStage: { rank: 1, score: 1 / 62 + 1 / 61 }, document: { title: "Rust", metadata } });
  expect(results[0]?.document.original).toBe(given);
});

test.each([
  ["no lists", () => fuse("lists" as never), "invalid_options", "lists must be an array"],
  ["a list that is none", () => fuse([["a"], 7 as never]), "invalid_document", "lists[1].documents must be an array"],
  ["a document that is none", () => fuse([["a"], ["b", { pageContent: "c" } as never]]), "invalid_document", "lists[1][1]"],
  ["too few weights", () => fuse([["a"], ["b"]], { weights: [1] }), "invalid_options", "1 weights were given for 2 lists"],
  ["a weight below 0", () => fuse([{ name: "bm25", documents: ["a"], weight: -1 }]), "invalid_options", 'list "bm25"'],
  ["a weight twice", () => fuse([{ documents: ["a"], weight: 1 }], { weights: [1] }), "invalid_options", "keep one of them"],
  ["k below 0", () => fuse([["a"]], { k: -1 }), "invalid_options", "k must be a number of at least 0, got -1"],
  [
    "an unknown method",
    () => fuse([["a"]], { method: "borda" as never }),
    "invalid_options",
    "rrf, minMax, zScore, distribution",
  ],
  ["a key that is none", () => fuse([["a"]], { key: () => ({}) as never }), "invalid_options", "`key` must return"],
])("%s is refused", (_, call, code, message) => {
  expect(refusal(call)).toMatchObject({ name: "RerankError", code, message: expect.stringContaining(message) });
});
