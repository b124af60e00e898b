import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readQrels, writeQrels, writeRun } from "@secondpass/eval";
import { describe, expect, test, vi } from "vitest";
import { useMockLlm } from "../core/testing/mock-llm/use-mock-llm.ts";
import { writeUnjudged } from "../eval/support/unjudged-collection.ts";
import { runSecondpass } from "./run-secondpass.ts";

async function prepare(queries = 3) {
  const { folder, run, grades } = await writeUnjudged(queries, 10);
  const file = join(folder, "run.trec");
  await writeRun(file, run);
  const out = join(folder, "llm.tsv");
  return { folder, file, out, grades, args: ["judge", "--collection", folder, "--run", file, "--depth", "5"] };
}

const prices = ["--input-price", "0.25", "--output-price", "2"];

describe("secondpass judge", () => {
  test("says what it will take, judges, and says what that is worth; eval works on it and says whose it is", async () => {
    const { folder, file, out, grades, args } = await prepare();
    const mock = await useMockLlm();
    const human = join(folder, "human.tsv");
    await writeQrels(human, new Map([["q1", new Map([...grades].filter(([id]) => /^q1d[1-4]$/.test(id)))]]));
    const { code, stdout, stderr } = await runSecondpass([
      ...args,
      ...prices,
      "--model",
      `${mock.url}#mock`,
      "--out",
      out,
      "--human",
      human,
    ]);
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^secondpass: planned: 15 documents of 3 queries, 30 grades to get: 6 calls, about [\d,]+ input tokens and [\d,]+ output tokens, \$0\.\d{4}\n$/,
    );
    expect(stdout).toMatch(/:mock, rubric secondpass-0-3\/1: 15 of 15 documents of 3 queries judged\n/);
    expect(stdout).toMatch(/│ 3 +│ +\d+ │ +\d+ % │/);
    expect(stdout).toMatch(/│ with itself │ +15 │ +100 % │ 1\.00 \(1\.00 to 1\.00\) │/);
    expect(stdout).toMatch(/│ with people │ +4 │ +100 % │ 1\.00 \(1\.00 to 1\.00\) │/);
    expect(stdout).toMatch(
      /position: the first half of a call was graded [+-]\d\.\d\d \(.*\) against the second, no bias shown\n/,
    );
    expect(stdout).toMatch(
      /6 calls \(6 in this run\), .*, \$0\.\d{4}\nwritten to .*llm\.tsv, .*These are a model's labels, not people's\.\n$/,
    );
    expect((await readQrels(out)).get("q1")?.get("q1d1")).toBe(grades.get("q1d1"));
    expect(JSON.parse(await readFile(`${out}.json`, "utf8"))).toMatchObject({ madeBy: "language model", complete: true });

    const compared = await runSecondpass(["compare", "--qrels", out, file, file]);
    expect(compared).toMatchObject({ code: 0, stderr: expect.stringMatching(/are by .*mock, not by people/) });
  });

  test("--json is one document; a second run asks nothing", async () => {
    const { out, args } = await prepare();
    const mock = await useMockLlm();
    const all = [...args, "--model", `${mock.url}#mock`, "--out", out, "--json"];
    const first = await runSecondpass(all);
    expect(JSON.parse(first.stdout)).toMatchObject({ out, judged: 15, usage: { thisRun: { calls: 6 } }, complete: true });
    const second = await runSecondpass(all);
    expect(JSON.parse(second.stdout)).toMatchObject({ judged: 15, usage: { calls: 6, thisRun: { calls: 0 } } });
    expect(second.stderr).toMatch(/0 grades to get: 0 calls/);
    expect(mock.requests).toHaveLength(6);
  });

  test("--dry-run prints the quote, without a key, a model or a call", async () => {
    const { args } = await prepare();
    const environment = { GROQ_API_KEY: "" };
    const { code, stdout, stderr } = await runSecondpass([...args, "--dry-run", ...prices, "--model", "groq:some"], {
      environment,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^planned: 15 documents of 3 queries, 30 grades to get: 6 calls, .*, \$0\.\d{4}\n$/);
    const json = await runSecondpass([...args, "--dry-run", "--json", "--repeats", "1"]);
    expect(JSON.parse(json.stdout)).toMatchObject({ dryRun: true, quote: { calls: 3, documents: 15 } });
  });

  test("a rubric of one's own, from a file", async () => {
    const { folder, out, args } = await prepare(1);
    const mock = await useMockLlm();
    const rubric = join(folder, "support.txt");
    await writeFile(rubric, "3 = ends the problem\n");
    const { stdout } = await runSecondpass([...args, "--model", `${mock.url}#mock`, "--out", out, "--rubric", rubric, "--json"]);
    expect(JSON.parse(stdout).rubric).toEqual({ id: expect.stringMatching(/^support\/\w{8}$/), text: "3 = ends the problem" });
    expect(JSON.stringify(mock.requests[0]?.body)).toContain("ends the problem");
  });

  test("what cannot be finished is written all the same, and the exit code says so", async () => {
    const { out, args } = await prepare();
    const faults = [undefined, undefined, { status: 402 }];
    const mock = await useMockLlm({ faults });
    const all = [...args, "--model", `${mock.url}#mock`, "--out", out, "--concurrency", "1"];
    const { code, stdout, stderr } = await runSecondpass(all);
    expect(code).toBe(1);
    expect(stderr).toMatch(/not everything was judged: .*402.*; the same command goes on from .*llm\.tsv\.calls\.jsonl\n$/);
    expect(stdout).toMatch(/5 of 15 documents of 3 queries judged/);
    expect(stdout).toMatch(/without a grade, and left out: 5 payment_required, 5 not asked\n/);
    expect((await readQrels(out)).size).toBe(1);
    expect(JSON.parse(await readFile(`${out}.json`, "utf8")).complete).toBe(false);
    expect(await runSecondpass(all)).toMatchObject({ code: 0, stdout: expect.stringContaining("15 of 15 documents") });
    expect(mock.requests).toHaveLength(7);
  });

  test("Ctrl-C ends it with 130, and the next run asks nothing twice", async () => {
    const { out, args } = await prepare(8);
    const mock = await useMockLlm({ latencyMs: 60 });
    const all = [...args, "--model", `${mock.url}#mock`, "--out", out, "--concurrency", "1"];
    const interruptWhen = vi.waitFor(() => expect(mock.requests.length).toBeGreaterThan(4), 20_000);
    const { code, stdout, stderr } = await runSecondpass(all, { interruptWhen });
    expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
    expect(stderr).toMatch(/secondpass: interrupted\n$/);
    const answered = (await readFile(`${out}.calls.jsonl`, "utf8")).trim().split("\n").length;
    expect(answered).toBeGreaterThan(2);
    const before = mock.requests.length;
    expect((await runSecondpass(all)).code).toBe(0);
    expect(mock.requests.length - before).toBe(16 - answered);
  });

  test.each<[string, string[], number, RegExp]>([
    ["no collection", ["--model", "ollama:x"], 2, /--collection/],
    ["no model", ["--out", "x.tsv"], 2, /--model is needed/],
    ["nowhere to write", ["--model", "ollama:x"], 2, /--out is needed/],
    ["an endpoint that nobody knows", ["--model", "opanai:x", "--out", "x.tsv"], 2, /names no endpoint/],
    [
      "a quote above the limit",
      ["--model", "ollama:x", "--out", "x.tsv", "--max-calls", "3"],
      2,
      /needs 6 calls, more than maxCalls of 3/,
    ],
    ["a run that is none", ["--run", "/nowhere.trec", "--dry-run"], 1, /nowhere\.trec: cannot be read/],
  ])("%s: exit code and message, nothing on stdout", async (name, more, expected, message) => {
    const { args, folder } = await prepare();
    const command =
      name === "no collection"
        ? ["judge", ...more]
        : [...args, ...more.map((arg) => (arg === "x.tsv" ? join(folder, arg) : arg))];
    const { code, stdout, stderr } = await runSecondpass(command);
    expect({ code, stdout }).toEqual({ code: expected, stdout: "" });
    expect(stderr).toMatch(message);
  });
});

describe("secondpass compare --ab", () => {
  async function prepareRuns() {
    const { folder, run, grades } = await writeUnjudged(30, 10);
    const best = new Map(
      [...run].map(([id, entries]) => [id, entries.map((entry) => ({ ...entry, score: grades.get(entry.id) as number }))]),
    );
    const [a, b, qrels] = [join(folder, "a.trec"), join(folder, "b.trec"), join(folder, "qrels.tsv")];
    await writeRun(a, run);
    await writeRun(b, best);
    await writeQrels(
      qrels,
      new Map([...run].map(([id, entries]) => [id, new Map(entries.map((entry) => [entry.id, grades.get(entry.id) as number]))])),
    );
    return ["compare", a, b, "--qrels", qrels];
  }

  test("decides in words, with the queries that it takes and a simulation that is called one", async () => {
    const { code, stdout } = await runSecondpass([...(await prepareRuns()), "--ab", "--minimum-effect", "0.05"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/│ ndcg@10 +│/);
    expect(stdout).toMatch(
      /b is better, by ndcg@10 on all 30 judged queries: \+0\.\d{4}, 95 % interval \+0\.\d{4} to \+0\.\d{4}\n/,
    );
    expect(stdout).toMatch(
      /0\.05, what matters, is noticed by them with a power of [01]\.\d\d; [\d,]+ queries would have 0\.8\n/,
    );
    expect(stdout).toMatch(
      /interleaved before simulated navigational users, b wins \d+\.\d % .*: about [\d,]+ impressions would show that; this is no evidence for either\n$/,
    );
  });

  test("--json has the figures; --holdout keeps back what decides", async () => {
    const args = [...(await prepareRuns()), "--ab", "--holdout", "0.5", "--salt", "s", "--clicks", "perfect", "--json"];
    const result = JSON.parse((await runSecondpass(args)).stdout);
    expect(result).toMatchObject({
      verdict: "b is better",
      metric: "ndcg@10",
      minimumEffect: 0.02,
      power: 0.8,
      alpha: 0.05,
      holdout: { of: 30 },
      interleaving: { simulated: true, clicks: "perfect" },
    });
    expect(result.holdout.queries).toBeLessThan(25);
    expect(result.queries).toBe(result.holdout.queries);
  });

  test.each([
    [["--holdout", "0.5"], /--holdout is about a decision: give it with --ab/],
    [["--ab", "--holdout", "2"], /`holdout` is 2/],
  ])("%j is a usage error", async (more, message) => {
    const { code, stdout, stderr } = await runSecondpass([...(await prepareRuns()), ...more]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(message);
  });
});
