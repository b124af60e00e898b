import { expect, test } from "vitest";
import { runSecondpass } from "./run-secondpass.ts";

const long = `${"Iron oxide forms where old metal meets water. ".repeat(40)}Install Rust with rustup.`;
const input = `${JSON.stringify({ id: "a", text: "The weather in Paris." })}\n${JSON.stringify({ id: "b", title: "Handbook", text: long })}\n`;
const args = ["rerank", "--query", "how do I install rust", "--input", "-"];
const reranker = ["--reranker", '{ "local": { "maxTokens": 64 }, "chunked": true }'];

test("the table shows the best passage of a document that was read in several, and how many they were", async () => {
  const { code, stdout, stderr } = await runSecondpass([...args, ...reranker], { input });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/│\s+1 │\s+2 ↑ │ +-?\d+\.\d{3} │ Handbook\. … Iron oxide/);
  expect(stdout).toMatch(/1 long document read in \d+ passages/);
});

test("--json has it with its place in the text", async () => {
  const { stdout } = await runSecondpass([...args, ...reranker, "--json"], { input });
  const [{ bestPassage, document }] = JSON.parse(stdout).results;
  expect(bestPassage.text).toMatch(/Install Rust with rustup\.$/);
  expect(document.text.slice(bestPassage.start, bestPassage.end)).toBe(bestPassage.text);
});
