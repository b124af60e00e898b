import { join } from "node:path";
import { evaluate } from "@secondpass/eval";
import { describe, expect, test } from "vitest";
import { countWords, stratumOf } from "../../../packages/eval/src/strata/derive-strata.ts";
import { scriptedReranker } from "../support/scripted-reranker.ts";
import { writeCollection, writeData } from "../support/write-collection.ts";

describe("derived strata", () => {
  test.each([
    ["length", "rust", "1-4 words"],
    ["length", "one two three four five", "5-8 words"],
    ["length", "a b c d e f g h i", "9-14 words"],
    ["length", Array(15).fill("w").join(" "), "15+ words"],
    ["length", "値段は", "1-4 words"],
    ["question", "How do I install", "question"],
    ["question", "rust, is it old?", "question"],
    ["question", "however", "no question"],
    ["number", "within 14 days", "has a number"],
    ["number", "१४ दिन", "has a number"],
    ["number", "days", "no number"],
  ] as const)("%s of %j", (by, query, stratum) => {
    expect(stratumOf(by, query)).toBe(stratum);
  });

  test("a word is rare in one document of a thousand, or in one document", () => {
    const { add, frequencies } = countWords(["common rare", "common"]);
    for (let i = 0; i < 3000; i++) add(i < 3 ? "common Rare rare" : "common");
    expect(frequencies.counts).toEqual(
      new Map([
        ["common", 3000],
        ["rare", 3],
      ]),
    );
    expect(stratumOf("rareTerm", "rare common", frequencies)).toBe("has a rare word");
    expect(stratumOf("rareTerm", "common", frequencies)).toBe("no rare word");
    expect(stratumOf("rareTerm", "unheard of", frequencies)).toBe("has a rare word");
    add("rare");
    expect(stratumOf("rareTerm", "rare common", frequencies)).toBe("no rare word");
  });
});

const count = 40;
const ids = Array.from({ length: count }, (_, i) => i);
/** A word of its own for each query, without a number in it. */
const wordOf = (i: number) => `w${"x".repeat(i)}`;
/** Half of the queries ask with a number; the reranker helps `helped` of them, the first stage always has the other document on top. */
function collectionWhere(helped: (i: number) => boolean) {
  return {
    "queries.jsonl": ids.map((i) => `{"_id":"q${i}","text":"${wordOf(i)}${i % 2 ? " 7" : ""}"}\n`).join(""),
    "corpus.jsonl":
      ids.map((i) => `{"_id":"d${i}","text":"${helped(i) ? `${wordOf(i)}` : "other"}"}\n`).join("") +
      '{"_id":"top","text":"none"}\n',
    "qrels/test.tsv": ids.map((i) => `q${i}\td${i}\t1\n`).join(""),
    "run.trec": ids.map((i) => `q${i} Q0 top 1 2 t\nq${i} Q0 d${i} 2 1 t\n`).join(""),
  };
}

async function strataOf(helped: (i: number) => boolean, strata?: Parameters<typeof evaluate>[0]["strata"]) {
  const collection = await writeCollection(collectionWhere(helped));
  const { reranker } = scriptedReranker();
  return evaluate({ collection, run: join(collection, "run.trec"), reranker, metrics: ["mrr", "p@1"], strata });
}

describe("strata in an evaluation", () => {
  test("each has its own change; p-values are held to account for their number", async () => {
    const { strata, heterogeneity, warnings } = await strataOf((i) => i % 2 === 0);
    expect(strata.map(({ by, stratum, queries }) => [by, stratum, queries])).toEqual([
      ["number", "has a number", 20],
      ["number", "no number", 20],
    ]);
    expect(strata[0]).toMatchObject({
      baseline: { mrr: 0.5, "p@1": 0 },
      reranked: { mrr: 0.5 },
      delta: { mrr: { mean: 0, pValue: 1, pHolm: 1 } },
    });
    expect(strata[1]?.reranked).toEqual({ mrr: 1, "p@1": 1 });
    // Twenty queries, all better by as much: more than are tried exactly, so the least p-value that sampling gives, or near.
    expect(strata[1]?.delta.mrr?.pValue).toBeLessThan(0.001);
    expect(strata[1]?.delta.mrr?.pHolm).toBeCloseTo(2 * (strata[1]?.delta.mrr?.pValue ?? 0), 12);
    expect(heterogeneity.number).toBeLessThan(0.001);
    expect(warnings.map(({ code }) => code)).not.toContain("under_stratified");
  });

  test("a gain that is the same everywhere says that the strata are not the kinds that matter", async () => {
    const { warnings } = await strataOf(() => true);
    expect(warnings.find(({ code }) => code === "under_stratified")?.message).toMatch(
      /the lift is the same in all strata \(number\)/,
    );
    // No gain, no lift that could be uniform.
    expect((await strataOf(() => false)).warnings.map(({ code }) => code)).not.toContain("under_stratified");
  });

  test("from a file or a map, with what they do not name in a stratum of its own", async () => {
    const rows = ids.slice(0, 30).map((i) => [`q${i}`, i < 10 ? "first" : "second"] as const);
    const file = await writeData(rows.map((row) => `${row.join("\t")}\r\n`).join(""));
    for (const strata of [file, new Map(rows)]) {
      const result = await strataOf((i) => i < 10, strata);
      expect(result.strata.map(({ by, stratum, queries, reranked }) => [by, stratum, queries, reranked.mrr])).toEqual([
        ["file", "first", 10, 1],
        ["file", "in no stratum", 10, 0.5],
        ["file", "second", 20, 0.5],
      ]);
    }
  });

  test("rare words are those of the corpus", async () => {
    const { strata } = await strataOf((i) => i < 10, ["rareTerm"]);
    // Every query's word is in one document or in none.
    expect(strata).toEqual([]);
  });

  test.each([
    ["one column", "q1\n", /strata:1: is not a query id, a tab and the name of its stratum/],
    ["a query twice", "q1\ta\nq1\tb\n", /strata:2: query q1 is there twice/],
    ["other queries", "x\ta\n", /the strata name none of the judged queries/],
    ["nothing", "\n", /strata: holds no stratum/],
  ])("a file with %s is refused", async (_, text, message) => {
    const file = await writeData(text, "strata");
    await expect(strataOf(() => true, file)).rejects.toMatchObject({
      code: "invalid_data",
      message: expect.stringMatching(message),
    });
  });
});
