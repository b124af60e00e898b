import { startMockLlm } from "secondpass/testing";
import { describe, expect, test } from "vitest";
import { runSecondpass } from "./run-secondpass.ts";

const query = ["--query", "how do I install rust"];
// Near the top already: in the last window the first stage has a quarter of the say.
const pages = Array.from({ length: 40 }, (_, i) => (i === 2 ? "Install Rust with rustup." : `Page ${i} says something else.`));
const input = pages.join("\n");

describe("secondpass rerank --reranker listwise:…", () => {
  test("says what it will take before it asks, ranks, and keeps stdout to the ranking", async () => {
    await using mock = await startMockLlm();
    const args = ["rerank", ...query, "--input", "-", "--top-n", "3", "--json", "--reranker", `listwise:${mock.url}#mock`];
    const { code, stdout, stderr } = await runSecondpass(args, { input });
    expect(code).toBe(0);
    // 40 documents: two groups of 20 at a time, and one window of the best of each.
    expect(stderr).toMatch(
      /^secondpass: planned: 3 calls in 2 rounds \(select\), about [\d,]+ input and [\d,]+ output tokens\n$/,
    );
    expect(mock.requests).toHaveLength(3);
    const { results, receipt } = JSON.parse(stdout);
    expect(results[0]).toMatchObject({ index: 2, rank: 1, document: "Install Rust with rustup." });
    expect(results[0]).not.toHaveProperty("score");
    expect(receipt).toMatchObject({
      servedBy: expect.stringMatching(/^listwise:.*:mock$/),
      listwise: { calls: 3, complete: true },
    });
  });

  test("an endpoint by name, with its address and key from the environment, and a table", async () => {
    await using mock = await startMockLlm({ apiKey: "of-this-test" });
    const { code, stdout } = await runSecondpass(["rerank", ...query, "--input", "-", "--reranker", "listwise:openai:mock"], {
      input,
      environment: { OPENAI_BASE_URL: mock.url, OPENAI_API_KEY: "of-this-test" },
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/│\s+1 │\s+3 ↑ │\s+- │ Install Rust with rustup\./);
  });

  test("with a price it says dollars, and one window is one call", async () => {
    await using mock = await startMockLlm();
    const price = { perMillionInputTokens: 1000, perMillionOutputTokens: 1000 };
    const spec = JSON.stringify({ listwise: { model: "mock", baseUrl: mock.url, price } });
    const { stderr } = await runSecondpass(["rerank", ...query, "--input", "-", "--reranker", spec], { input: "a\nb" });
    expect(stderr).toMatch(/planned: 1 call in 1 round \(single\), .* tokens, \$\d\.\d{4}\n$/);
  });

  test("nothing to rank: no plan, no call", async () => {
    await using mock = await startMockLlm();
    const args = ["rerank", ...query, "--input", "-", "--json", "--reranker", `listwise:${mock.url}#mock`];
    expect(await runSecondpass(args, { input: "" })).toMatchObject({ code: 0, stderr: "" });
    expect(mock.requests).toEqual([]);
  });

  test.each([
    ["an endpoint that nobody knows", ["--reranker", "listwise:opanai:gpt"], 2, /names no endpoint: .* openai/],
    ["no model", ["--reranker", "listwise"], 2, /needs a model/],
    ["a key that is refused", ["--reranker", "listwise:openai:mock"], 1, /authentication_failed/],
    ["an empty query", ["--query", " ", "--reranker", "listwise:openai:mock"], 2, /query is empty/],
  ])("%s: exit code and message, stdout empty", async (_, args, expected, message) => {
    await using mock = await startMockLlm({ apiKey: "another" });
    const environment = { OPENAI_BASE_URL: mock.url, OPENAI_API_KEY: "of-this-test" };
    const { code, stdout, stderr } = await runSecondpass(["rerank", ...query, "--input", "-", ...args], { input, environment });
    expect({ code, stdout }).toEqual({ code: expected, stdout: "" });
    expect(stderr).toMatch(message);
  });
});
