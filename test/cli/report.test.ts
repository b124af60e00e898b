import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { startMockLlm } from "secondpass/testing";
import { describe, expect, test } from "vitest";
import { writeReportCollection } from "../eval/support/report-collection.ts";
import { runSecondpass } from "./run-secondpass.ts";

async function makeArgs(command: string): Promise<{ report: string; args: string[] }> {
  const folder = await writeReportCollection();
  const report = join(folder, "report.html");
  const args = [command, "--collection", folder, "--run", join(folder, "run.trec"), "--metrics", "ndcg@10", "--report", report];
  return { report, args };
}

describe("secondpass eval --report", () => {
  test("prints the table, says where the report is, and writes it", async () => {
    const { report, args } = await makeArgs("eval");
    const { code, stdout, stderr } = await runSecondpass([...args, "--reranker", "lexical"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining(`secondpass: the report is in ${report}\n`) });
    expect(stdout).toMatch(/│ ndcg@10 │/);
    expect(stdout).toMatch(/by depth, quality on 40 queries, time on 40\n/);
    const page = await readFile(report, "utf8");
    expect(page.match(/<p class="answer">(lexical helps: ndcg@10 from [\d.]+ to [\d.]+)/)?.[1]).toBeDefined();
  });

  test("of a run alone, and of several rerankers, with JSON that has no details in it", async () => {
    const { report, args } = await makeArgs("eval");
    expect(await runSecondpass(args)).toMatchObject({ code: 0 });
    expect(await readFile(report, "utf8")).toContain("How good is the first stage?");
    const both = await runSecondpass([...args, "--reranker", "lexical", "--reranker", "identity", "--depths", "3,12", "--json"]);
    const { evaluations } = JSON.parse(both.stdout);
    expect(evaluations.map(({ sweep }: { sweep: { depths: unknown[] } }) => sweep.depths.length)).toEqual([2, 2]);
    expect(both.stdout).not.toContain('"details"');
    expect(await readFile(report, "utf8")).toContain("identity against lexical, query by query");
  });

  test("of a language model: no call but those of the evaluation, no scores, and it is said", async () => {
    const mock = await startMockLlm();
    const { report, args } = await makeArgs("eval");
    const spec = JSON.stringify({ listwise: { model: "openai:mock", baseUrl: mock.url, apiKey: "none" } });
    const { code, stdout } = await runSecondpass([...args, "--reranker", spec, "--limit-queries", "5", "--json"]);
    await mock.stop();
    expect(code).toBe(0);
    expect(mock.requests).toHaveLength(JSON.parse(stdout).usage.calls);
    expect(JSON.parse(stdout)).not.toHaveProperty("sweep");
    const page = await readFile(report, "utf8");
    expect(page).toContain("An order and no scores: listwise:openai:mock.");
    expect(page).toContain("listwise:openai:mock was not measured at other depths");
  });

  test.each([
    ["a path that cannot be written", ["--report", "missing/report.html"], 1, /missing\/report\.html: cannot be written: /],
    ["a depth beyond those reranked", ["--depths", "200"], 2, /`depths` holds 200, but only 100 candidates are reranked/],
    ["a depth that is none", ["--depths", "10,x"], 2, /It must be a whole number of at least 1/],
  ])("%s is found before anything is read", async (_, wrong, expected, message) => {
    const { code, stdout, stderr } = await runSecondpass(["eval", "--collection", "nowhere", "--reranker", "lexical", ...wrong]);
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: expected, stdout: "" });
  });
});

describe("secondpass sweep", () => {
  test("prints quality and time at each depth, and writes a report with the curve", async () => {
    const { report, args } = await makeArgs("sweep");
    const { code, stdout, stderr } = await runSecondpass([...args, "--reranker", "lexical", "--depths", "2,6,12"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: `secondpass: the report is in ${report}\n` });
    expect(stdout).toMatch(/│ depth │ recall ceiling │ ndcg@10 │/);
    expect([...stdout.matchAll(/^│ (\d+) /gm)].map(([, depth]) => depth)).toEqual(["2", "6", "12"]);
    const page = await readFile(report, "utf8");
    expect(page).toContain("Quality and time on 40 queries.");
    expect(page).toContain("the first 12 candidates of each, reranked by lexical");
  });

  test("--json prints one document, with the usual depths as far as the run goes", async () => {
    const { args } = await makeArgs("sweep");
    const short = args.slice(0, args.indexOf("--report"));
    const { code, stdout, stderr } = await runSecondpass([...short, "--reranker", "lexical", "--limit-queries", "3", "--json"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({
      reranker: "lexical",
      depths: [
        { depth: 10, recallCeiling: expect.any(Number), reranked: { "ndcg@10": expect.any(Number) } },
        { depth: 20, msPerQuery: { p50: expect.any(Number), p95: expect.any(Number) } },
      ],
    });
  });

  test("needs a reranker", async () => {
    const { code, stderr } = await runSecondpass(["sweep", "--collection", "."]);
    expect(stderr).toMatch(/required option '--reranker <spec>' not specified/);
    expect(code).toBe(2);
  });
});
