import { measureRun, readQrels, readRun } from "@secondpass/eval";
import { expect, test } from "vitest";
import expected from "./fixtures/trec-eval.json" with { type: "json" };

// trec-eval.json holds what trec_eval 9.0.8, built from source, printed for the two generated files beside it (`-q -c`; mrr@k
// with `-M k`), rounded to four digits as it prints them; judged@k is 1 - `unj` of trec_eval 10.0, for the same scores in 32 bits.
// The run has ties, scores that differ in 64 bits only, ids beyond ASCII, unsorted lines, wrong ranks, unjudged documents,
// negative grades, queries without relevant documents, queries that are not judged, and misses some that are.
const fixture = (name: string) => `${import.meta.dirname}/fixtures/${name}`;
const { all, ...perQuery } = expected as unknown as Record<string, Record<string, number>>;
const names = Object.keys(Object.values(perQuery)[0] ?? {});
// The last digit printed may be rounded either way.
const tolerance = 0.5001e-4;

const measured = measureRun(await readRun(fixture("generated.trec")), await readQrels(fixture("generated.qrels")), names);

test("there is something to compare", () => {
  expect(Object.keys(perQuery)).toHaveLength(35);
  expect(names).toEqual(expect.arrayContaining(["ndcg@10", "map", "mrr", "mrr@10", "recall@100", "p@5", "hit@1", "judged@10"]));
});

test.each(names)("%s is trec_eval's, for every query", (name) => {
  const wrong = Object.entries(perQuery).filter(
    ([query, values]) => !(Math.abs((measured.perQuery[query]?.[name] ?? Number.NaN) - (values[name] as number)) <= tolerance),
  );
  expect(wrong.map(([query, values]) => `${query}: ${values[name]} but ${measured.perQuery[query]?.[name]}`)).toEqual([]);
});

test.each(Object.entries(all ?? {}))("the mean %s counts judged queries that the run misses", (name, value) => {
  expect(Math.abs((measured.mean[name] as number) - value)).toBeLessThanOrEqual(tolerance);
});
