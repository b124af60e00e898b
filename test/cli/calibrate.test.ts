import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeTemporaryFolder } from "../data/temporary-folder.ts";
import { writeCollection } from "../eval/support/write-collection.ts";
import { runSecondpass } from "./run-secondpass.ts";

const ids = Array.from({ length: 60 }, (_, i) => i);

/** Every query has a word of its own; the document with that word is relevant, but for every tenth, where the other one is. */
async function makeArgs() {
  const other = (i: number) => (i + 1) % ids.length;
  const folder = await writeCollection({
    "corpus.jsonl": ids.map((i) => `{"_id":"d${i}","text":"word${i} means ${i}"}\n`).join(""),
    "queries.jsonl": ids.map((i) => `{"_id":"q${i}","text":"word${i}"}\n`).join(""),
    "qrels/test.tsv": ids.map((i) => `q${i}\td${i % 10 === 9 ? other(i) : i}\t1\n`).join(""),
    "run.trec": ids.map((i) => `q${i} Q0 d${other(i)} 1 2 t\nq${i} Q0 d${i} 2 1 t\n`).join(""),
  });
  const out = join(await makeTemporaryFolder(), "calibration.json");
  const args = ["calibrate", "--collection", folder, "--run", join(folder, "run.trec"), "--reranker", "lexical", "--out", out];
  return { folder, out, args };
}

describe("secondpass calibrate", () => {
  test("prints bins and thresholds with intervals, writes the file, and warns on stderr", async () => {
    const { args, out } = await makeArgs();
    const { code, stdout, stderr } = await runSecondpass([...args, "--target", "precision=0.8", "--target", "recall=0.5"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\/test, lexical at depth 100: fitted on 30 queries \(60 pairs, 30 relevant\), checked on 30 queries/);
    expect(stdout).toMatch(
      /\nplatt: expected calibration error 0\.\d{4}, Brier score 0\.\d{4} \(always saying 0\.500: 0\.2500\)\n/,
    );
    expect(stdout).toMatch(/│ probability +│ pairs │ mean probability │ share relevant │/);
    expect(stdout).toMatch(/│ 0\.\d to \d\.\d +│ +30 │ +0\.\d{3} │ +\d\.\d{3} │/);
    expect(stdout).toMatch(
      /│ precision 0\.8 │ +\d\.\d{3} │ +\d\.\d{3} to [^│]+ │ +0\.\d{3} │ \d\.\d{3} \(\d\.\d{3} to \d\.\d{3}\) │/,
    );
    expect(stdout).toMatch(/│ recall 0\.5 /);
    expect(stdout.endsWith(`written to ${out}\n`)).toBe(true);
    expect(stderr).toMatch(/^secondpass: a score of lexical depends on the other candidates.*blend 0\n$/);
    expect(JSON.parse(await readFile(out, "utf8"))).toMatchObject({
      format: "secondpass-calibration",
      reranker: { id: "lexical" },
    });
  });

  test("--json prints what is written and nothing else; options reach it", async () => {
    const { args, out, folder } = await makeArgs();
    await writeFile(
      join(folder, "qrels/graded.tsv"),
      (await readFile(join(folder, "qrels/test.tsv"), "utf8")).replaceAll("\t1\n", "\t2\n"),
    );
    const more = ["--method", "isotonic", "--depth", "2", "--split", "graded", "--relevant-from", "2", "--seed", "5"];
    const { code, stdout } = await runSecondpass([...args, ...more, "--limit-queries", "40", "--concurrency", "2", "--json"]);
    expect(code).toBe(0);
    const calibration = JSON.parse(stdout);
    expect(calibration).toEqual(JSON.parse(await readFile(out, "utf8")));
    expect(calibration).toMatchObject({
      method: "isotonic",
      data: { split: "graded", depth: 2, relevantFrom: 2, unjudged: "irrelevant", seed: 5, fit: { queries: 20 } },
      holdout: { queries: 20 },
      thresholds: [],
      warnings: [{ code: "few_queries" }, { code: "depends_on_candidates" }],
    });
  });

  test("what it has written gives rerank probabilities, in the table and in --json, and keeps what reaches the target", async () => {
    const { args, out } = await makeArgs();
    await runSecondpass([...args, "--target", "precision=0.8"]);
    const input = join(await makeTemporaryFolder(), "documents.txt");
    await writeFile(input, "word8 means 8\nword7 means 7\n");
    const rerank = (calibration: unknown) => [
      "rerank",
      ...["--query", "word7", "--input", input, "--reranker", JSON.stringify({ lexical: {}, calibration })],
    ];
    const table = await runSecondpass(rerank(out));
    expect(table.stdout).toMatch(/│ rank │ before │ score │ probability │ document/);
    expect(table.stdout).toMatch(/│ +1 │ +2 ↑ │ +\d\.\d{3} │ +0\.\d{3} │ word7 means 7/);
    const { results, dropped } = JSON.parse(
      (await runSecondpass([...rerank({ file: out, minProbability: "target" }), "--json"])).stdout,
    );
    expect(results).toMatchObject([{ index: 1, probability: expect.any(Number) }]);
    expect(dropped).toEqual([{ index: 0, reason: "minScore" }]);
    const other = await runSecondpass([
      "rerank",
      "--query",
      "q",
      "--input",
      input,
      "--reranker",
      JSON.stringify({ local: {}, calibration: out }),
    ]);
    expect(other).toMatchObject({ code: 1, stderr: expect.stringMatching(/\[calibration_mismatch\]/) });
  });

  test.each([
    ["no file to write", ["--collection", ".", "--reranker", "lexical"], 2, /--out/],
    ["no reranker", ["--collection", ".", "--out", "o"], 2, /--reranker/],
    ["a target without a number", ["--target", "precision"], 2, /as in precision=0\.9/],
    ["a target above 1", ["--target", "precision=90"], 2, /above 0 and at most 1/],
    ["a target of something else", ["--target", "f1=0.9"], 2, /precision or recall/],
    ["a method that is none", ["--method", "beta"], 2, /auto, platt, isotonic/],
    ["--unjudged that is none", ["--unjudged", "maybe"], 2, /irrelevant, leave-out/],
    ["an order without scores", ["--collection", "FOLDER", "--reranker", "identity", "--out", "o"], 2, /an order and no scores/],
    ["a folder that is none", ["--collection", "nowhere", "--reranker", "lexical", "--out", "o"], 1, /is no folder/],
    [
      "only relevant judged",
      ["--collection", "FOLDER", "--reranker", "lexical", "--out", "o", "--unjudged", "leave-out"],
      1,
      /no document that is not relevant/,
    ],
    [
      "an unreachable target",
      ["--collection", "FOLDER", "--reranker", "lexical", "--out", "o", "--run", "FOLDER/run.trec", "--target", "precision=1"],
      2,
      /the best is 0\.\d{3}/,
    ],
  ])("%s: exit code and message", async (_, args, expected, message) => {
    const { folder } = await makeArgs();
    const { code, stdout, stderr } = await runSecondpass(["calibrate", ...args.map((arg) => arg.replace("FOLDER", folder))]);
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: expected, stdout: "" });
  });
});
