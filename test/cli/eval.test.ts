import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { noSharedData, sharedData } from "../data/shared-data.ts";
import { writeCollection } from "../eval/support/write-collection.ts";
import { runSecondpass } from "./run-secondpass.ts";

async function makeArgs(command = "eval"): Promise<{ folder: string; args: string[] }> {
  const folder = await writeCollection({ "b.trec": "q1 Q0 d2 1 9 t\nq2 Q0 d4 1 9 t\nq3 Q0 d3 1 9 t\n" });
  return { folder, args: [command, "--collection", folder, "--run", join(folder, "run.trec")] };
}

describe("secondpass eval", () => {
  test("prints a table before and after, with the ceiling; what has to be known goes to stderr", async () => {
    const { args } = await makeArgs();
    const { code, stdout, stderr } = await runSecondpass([...args, "--reranker", "lexical"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/test, 3 queries, lexical at depth 100\n/);
    expect(stdout).toMatch(/│ mrr@10 +│ 0\.6111 │ 1\.0000 │ \+0\.3889 │ \+0\.0000 to \+0\.6667 │ 0\.500 │ +2\/0\/1 │/);
    expect(stdout).toMatch(/recall ceiling 1\.0000 at depth 100 \(10: 1\.000\); without a mistake ndcg@10 would be 1\.0000/);
    expect(stdout).toMatch(/ndcg@10 by stratum\n/);
    expect(stderr).toBe(
      "secondpass: 1 queries of the run are not judged and are left out, such as q4\n" +
        "secondpass: 3 queries are few: with fewer than 25 intervals are wide, and a little too narrow all the same\n",
    );
  });

  test("without --reranker the run itself is scored, whatever the environment says", async () => {
    const { args } = await makeArgs();
    const { code, stdout } = await runSecondpass([...args, "--json"], { environment: { SECONDPASS_RERANKER: "lexical" } });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      reranker: null,
      baseline: { "p@5": expect.closeTo(0.2, 9) },
      delta: {},
      strata: [],
      msPerQuery: null,
    });
    expect((await runSecondpass(args)).stdout).toMatch(/│ p@5 +│ 0\.2000 │/);
  });

  test("--json prints one document on stdout, --per-query adds every query, --write-run what was ranked", async () => {
    const { folder, args } = await makeArgs();
    const out = join(folder, "out.trec");
    const { code, stdout } = await runSecondpass([
      ...args,
      "--reranker",
      "lexical",
      "--depth",
      "2",
      "--per-query",
      "--write-run",
      out,
      "--json",
    ]);
    expect(code).toBe(0);
    const result = JSON.parse(stdout);
    expect(Object.keys(result)).toEqual(
      expect.arrayContaining([
        "collection",
        "queries",
        "depth",
        "reranker",
        "baseline",
        "reranked",
        "delta",
        "recallCeiling",
        "strata",
        "msPerQuery",
      ]),
    );
    expect(result).toMatchObject({
      queries: 3,
      depth: 2,
      reranker: "lexical",
      msPerQuery: { p50: expect.any(Number), p95: expect.any(Number) },
    });
    expect(result.delta["ndcg@10"]).toMatchObject({
      mean: expect.any(Number),
      ci95: [expect.any(Number), expect.any(Number)],
      pValue: expect.any(Number),
    });
    expect(result.perQuery.q1).toMatchObject({ baseline: { "mrr@10": 0.5 }, reranked: { "mrr@10": 1 } });
    const written = await readFile(out, "utf8");
    expect(written).toMatch(/^q1 Q0 d2 1 \S+ lexical\nq1 Q0 d1 2 /);
    // A run that was written is a run that is read: what was reranked is now the baseline.
    const again = await runSecondpass(["eval", "--collection", folder, "--run", out, "--json"]);
    expect(JSON.parse(again.stdout).baseline).toEqual(result.reranked);
  });

  test("--limit-queries, --metrics, --strata by name, several runs, BM25 where there is none", async () => {
    const { folder, args } = await makeArgs();
    const limited = await runSecondpass([
      ...args,
      "--limit-queries",
      "2",
      "--metrics",
      "mrr, p@1",
      "--strata",
      "number,rareTerm",
      "--json",
    ]);
    expect(JSON.parse(limited.stdout)).toMatchObject({ queries: 2, baseline: { mrr: expect.closeTo(5 / 12, 9), "p@1": 0 } });
    const fused = await runSecondpass([...args, "--run", join(folder, "b.trec"), "--run", join(folder, "b.trec"), "--json"]);
    expect(JSON.parse(fused.stdout).baseline["mrr@10"]).toBe(1);
    const bm25 = await runSecondpass(["eval", "--collection", folder, "--json"]);
    expect(JSON.parse(bm25.stdout).baseline["mrr@10"]).toBe(1);
  });

  test("several rerankers side by side", async () => {
    const { args } = await makeArgs();
    const both = [...args, "--reranker", "identity", "--reranker", "lexical"];
    const { evaluations, against } = JSON.parse((await runSecondpass([...both, "--json"])).stdout);
    expect(evaluations.map(({ reranker }: { reranker: string }) => reranker)).toEqual(["identity", "lexical"]);
    expect(against).toMatchObject([{ first: "identity", second: "lexical", delta: { "mrr@10": { wins: 2 } } }]);
    expect((await runSecondpass(both)).stdout).toMatch(/lexical against identity\n/);
    const { code, stderr } = await runSecondpass([...both, "--checkpoint", "checkpoint.jsonl"]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/--checkpoint and --write-run are for one reranker/),
    });
  });

  test("--fail-under prints the result all the same, and exits with 1", async () => {
    const { args } = await makeArgs();
    const low = await runSecondpass([...args, "--json", "--fail-under", "mrr@3=0.7", "--fail-under", "p@5=0.1"]);
    expect(low.code).toBe(1);
    expect(JSON.parse(low.stdout).reranked["mrr@3"]).toBeCloseTo(11 / 18, 12);
    expect(low.stderr).toMatch(/secondpass: mrr@3 of the run is 0\.6111, under 0\.7\n$/);
    expect((await runSecondpass([...args, "--fail-under", "mrr@3=0.7", "--reranker", "lexical"])).code).toBe(0);
  });

  test("a checkpoint makes the second time short", async () => {
    const { folder, args } = await makeArgs();
    const command = [...args, "--reranker", "lexical", "--checkpoint", join(folder, "checkpoint.jsonl"), "--json"];
    const [first, second] = [await runSecondpass(command), await runSecondpass(command)];
    // To the last digit, times included: nothing was measured again.
    expect(second.stdout).toBe(first.stdout);
    expect((await readFile(join(folder, "checkpoint.jsonl"), "utf8")).trimEnd().split("\n")).toHaveLength(3);
  });

  test.each([
    ["no collection", ["eval"], 2, /--collection/],
    ["a wrong folder", ["eval", "--collection", "missing"], 1, /missing: is no folder; .*\[invalid_data\]/],
    ["a metric that is none", ["eval", "--collection", ".", "--metrics", "ndgc@10"], 2, /"ndgc@10" is no metric/],
    ["depth 0", ["eval", "--collection", ".", "--depth", "0"], 2, /at least 1/],
    [
      "a floor without a number",
      ["eval", "--collection", ".", "--fail-under", "ndcg@10"],
      2,
      /a metric and a number, as in ndcg@10=0\.5/,
    ],
    ["a floor that is no number", ["eval", "--collection", ".", "--fail-under", "ndcg@10=high"], 2, /must be a number/],
    ["an empty name", ["eval", "--collection", ".", "--metrics", "map,,p@5"], 2, /names between commas/],
    ["one run", ["compare", "--qrels", "qrels", "run"], 2, /missing required argument 'run_b'/],
    ["no qrels", ["compare", "a", "b"], 2, /--qrels/],
    ["a file that is not there", ["compare", "--qrels", "qrels", "a", "b"], 1, /qrels: cannot be read: ENOENT/],
  ])("%s: exit code and message", async (_, args, expected, message) => {
    const { code, stdout, stderr } = await runSecondpass(args);
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: expected, stdout: "" });
  });

  test("a reranker that is not known is a mistake of the command line", async () => {
    const { args } = await makeArgs();
    expect(await runSecondpass([...args, "--reranker", "lexcal"])).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(/did you mean "lexical"/),
    });
  });
});

test("secondpass compare: table and --json", async () => {
  const { folder } = await makeArgs();
  const args = ["compare", "--qrels", join(folder, "qrels/test.tsv"), join(folder, "run.trec"), join(folder, "b.trec")];
  const table = await runSecondpass(args);
  expect(table.code).toBe(0);
  expect(table.stdout).toMatch(/^a: .*run\.trec\nb: .*b\.trec\n3 queries\n/);
  expect(table.stdout).toMatch(/│ mrr@10 +│ 0\.6111 │ 1\.0000 │ \+0\.3889 │/);
  const { stdout } = await runSecondpass([...args, "--metrics", "mrr", "--per-query", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({
    queries: 3,
    runs: { a: join(folder, "run.trec"), b: join(folder, "b.trec") },
    a: { mrr: expect.closeTo(11 / 18, 9) },
    b: { mrr: 1 },
    delta: { mrr: { mean: expect.closeTo(7 / 18), wins: 2, losses: 0, ties: 1 } },
    perQuery: { q1: { a: { mrr: 0.5 }, b: { mrr: 1 } } },
  });
});

test("the bundled model on scifact, a few queries", async ({ skip }) => {
  skip(noSharedData !== undefined, noSharedData);
  const scifact = join(sharedData, "collections/scifact");
  const args = ["eval", "--collection", scifact, "--run", join(scifact, "bm25_top100.test.trec"), "--reranker", "local"];
  const { code, stdout } = await runSecondpass([...args, "--depth", "20", "--limit-queries", "5", "--json"]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ collection: "scifact", queries: 5, depth: 20, reranker: "local:mini" });
});
