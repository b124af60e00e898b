import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runSecondpass } from "./run-secondpass.ts";

const lines = "The weather in Paris is mild.\nIron oxide is called rust.\nInstall Rust with rustup.\n";
const query = ["--query", "how do I install rust"];
let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "secondpass cli "));
  file = join(folder, "documents.txt");
  await writeFile(file, lines);
});

afterAll(() => rm(folder, { recursive: true }));

describe("secondpass rerank", () => {
  test("prints a table, best first", async () => {
    const { code, stdout, stderr } = await runSecondpass(["rerank", ...query, "--input", file]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/│\s+1 │\s+3 ↑ │ +-?\d+\.\d{3} │ Install Rust with rustup\./);
    expect(stdout).toMatch(/reranked by local:mini in \d+ ms, 0\.2 BM25 blended in, 0\.2 likeness to the best/);
  });

  test("--json prints one document on stdout and nothing else", async () => {
    const { code, stdout, stderr } = await runSecondpass(["rerank", ...query, "--input", "-", "--top-n", "2", "--json"], {
      input: lines,
    });
    const { results, dropped, receipt } = JSON.parse(stdout);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(results[0]).toMatchObject({ index: 2, rank: 1, score: expect.any(Number), document: "Install Rust with rustup." });
    expect(results).toHaveLength(2);
    expect(dropped).toEqual([{ index: 0, reason: "topN" }]);
    expect(receipt).toMatchObject({ reranked: true, servedBy: "local:mini" });
  });

  test("several inputs are fused, and the steps of a pipeline's configuration taken", async () => {
    const [bm25, dense] = [join(folder, "bm25.txt"), join(folder, "dense.jsonl")];
    await writeFile(bm25, "Iron oxide is called rust.\nInstall Rust with rustup.\n");
    await writeFile(dense, '"Install Rust with rustup."\n"install rust with  rustup."\n"Paris is mild."\n');
    const config = { lexical: {}, fuse: { weights: { bm25: 1, dense: 1 } }, dedupe: true, arrange: "reverse" };
    const inputs = ["--input", `bm25=${bm25}`, "--input", `dense=${dense}`];
    const args = ["rerank", ...query, ...inputs, "--reranker", JSON.stringify(config)];
    const { code, stdout, stderr } = await runSecondpass([...args, "--json"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const { results, dropped, receipt, candidates } = JSON.parse(stdout);
    expect(candidates).toBeUndefined();
    expect(results.map(({ rank }: { rank: number }) => rank)).toEqual([3, 2, 1]);
    expect(results[2].document.sources).toEqual([
      { list: "bm25", rank: 2 },
      { list: "dense", rank: 1 },
    ]);
    expect(dropped).toEqual([{ index: 2, reason: "duplicate", duplicateOf: 0 }]);
    expect(receipt.arranged).toBe("reverse");

    const shown = await runSecondpass([...args, "--explain"]);
    expect(shown.stdout).toMatch(/bm25 2 .*Install Rust with rustup\./);
    expect(shown.stdout).toMatch(/dropped: duplicate of document 0/);
    expect(shown.stdout).toMatch(/; the best last, 1 left out\n/);
  });

  test.each([
    [["--input", "a.txt", "--input", "b.txt"], "several inputs need names"],
    [["--input", "bm25=-", "--input", "bm25=b.txt"], "there is an input named bm25 already"],
  ])("%j is refused", async (inputs, message) => {
    const { code, stderr } = await runSecondpass(["rerank", ...query, ...inputs, "--reranker", "lexical"], { input: lines });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  test("--explain shows what was dropped too, with ids, sources and first-stage scores", async () => {
    const documents = [
      {
        id: "oxide",
        text: "Iron oxide is called rust.",
        score: 0.0325,
        sources: [
          { list: "bm25", rank: 1 },
          { list: "dense", rank: 2 },
        ],
      },
      { id: "rustup", text: "Install Rust with rustup.", score: 0.0161, sources: [{ list: "dense", rank: 1 }] },
      { id: "paris", text: "Paris\u001b[31m" },
    ];
    const args = ["rerank", ...query, "--input", "-", "--explain", "--reranker", "lexical", "--top-n", "2"];
    const { code, stdout } = await runSecondpass(args, { input: JSON.stringify(documents) });
    expect(code).toBe(0);
    expect(stdout).toMatch(/│\s+1 │\s+2 ↑ │\s+0\.0161 │\s+\d\.\d{3} │ dense 1 +│ rustup: Install Rust/);
    expect(stdout).toMatch(
      /│\s+2 │\s+1 ↓ │\s+0\.0325 │\s+\d\.\d{3} │ bm25 1 +│ oxide: Iron oxide is called rust\. +│\n│ +│ +│ +│ +│ dense 2 +│/,
    );
    expect(stdout).toMatch(/│\s+- │\s+3 +│ +│ +│ +│ paris: Paris \[31m +│\n.*dropped: topN/);
    expect(stdout).toMatch(/\nreranked by lexical in \d+ ms, 1 left out\n$/);
    // Nobody has a probability, so there is no column for it.
    expect(stdout).not.toMatch(/│ +p +│/);
  });

  test("--json has an explanation only where it is asked for", async () => {
    const args = ["rerank", ...query, "--input", file, "--json", "--reranker", "lexical", "--top-n", "1"];
    const explained = JSON.parse((await runSecondpass([...args, "--explain"])).stdout);
    expect(explained.explanation).toMatchObject({
      reranked: true,
      servedBy: "lexical",
      documents: [{ index: 2, rank: 1, move: 2 }, { dropped: "topN" }, { dropped: "topN" }],
    });
    expect(explained.explanation.documents[1].text).toMatch(/\w/);
    expect(JSON.parse((await runSecondpass(args)).stdout)).not.toHaveProperty("explanation");
  });

  test.each(["lexical", '{"lexical": {"k1": 1.2}}', '{"local": {"blend": 0}}', "identity"])("--reranker %s", async (spec) => {
    const { code, stdout } = await runSecondpass(["rerank", ...query, "--input", file, "--json", "--reranker", spec]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).receipt.servedBy).toBe(
      spec.includes("lexical") ? "lexical" : spec.includes("local") ? "local:mini" : "identity",
    );
  });

  test("takes the reranker from the environment, and from a file beside it", async () => {
    const args = ["rerank", ...query, "--input", file, "--json"];
    const fromEnvironment = await runSecondpass(args, { environment: { SECONDPASS_RERANKER: "lexical" } });
    expect(JSON.parse(fromEnvironment.stdout).receipt.servedBy).toBe("lexical");
    await writeFile(join(folder, "secondpass.config.json"), '{ "reranker": "identity" }');
    const fromFile = await runSecondpass(args, { cwd: folder });
    expect(JSON.parse(fromFile.stdout).receipt.servedBy).toBe("identity");
    await rm(join(folder, "secondpass.config.json"));
  });

  test("warnings go to stderr and control characters stay out of the table", async () => {
    const input = JSON.stringify(["", "rust \u001b[31mred\u0007"]);
    const { code, stdout, stderr } = await runSecondpass(["rerank", ...query, "--input", "-"], { input });
    expect(code).toBe(0);
    expect(stderr).toMatch(/without text were put last: 0/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
    expect(stdout).not.toMatch(/\u001b\[31m|\u0007/);
  });

  test("an empty input is an empty ranking", async () => {
    const { code, stdout } = await runSecondpass(["rerank", ...query, "--input", "-", "--json"], { input: "" });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ results: [], dropped: [], receipt: { reranked: false } });
  });

  test.each([
    ["no command", [], 2, /Usage/],
    ["an unknown command", ["rank"], 2, /unknown command/],
    ["no query", ["rerank", "--input", "-"], 2, /--query/],
    ["an empty query", ["rerank", "--query", " ", "--input", "-"], 2, /query is empty/],
    ["topN 0", ["rerank", ...query, "--input", "-", "--top-n", "0"], 2, /at least 1/],
    ["a score that is no number", ["rerank", ...query, "--input", "-", "--min-score", "high"], 2, /number/],
    ["an unknown reranker", ["rerank", ...query, "--input", "-", "--reranker", "locla"], 2, /did you mean "local"/],
    ["a file that is not there", ["rerank", ...query, "--input", "missing.txt"], 1, /cannot read missing\.txt/],
    ["a model that is not there", ["rerank", ...query, "--input", "-", "--reranker", "local:./missing"], 1, /model_not_found/],
  ])("%s: exit code and message", async (_, args, expected, message) => {
    const { code, stdout, stderr } = await runSecondpass(args, { input: "a\nb" });
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: expected, stdout: "" });
  });

  test("a document that is none: says which", async () => {
    const { code, stderr } = await runSecondpass(["rerank", ...query, "--input", "-"], { input: '["a", 7]' });
    expect(code).toBe(1);
    expect(stderr).toMatch(/documents\[1\].*invalid_document/);
  });

  test("--help and --version are no failures", async () => {
    const help = await runSecondpass(["rerank", "--help"]);
    expect(help).toMatchObject({ code: 0, stderr: "" });
    expect(help.stdout).toMatch(/--reranker <spec>/);
    expect((await runSecondpass(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
