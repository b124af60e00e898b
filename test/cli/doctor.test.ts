import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startMockProvider } from "secondpass/testing";
import { expect, onTestFinished, test } from "vitest";
import { runSecondpass } from "./run-secondpass.ts";

interface Finding {
  check: string;
  status: string;
  detail: string;
  advice?: string;
}

/** A TEI server that scores by a function of the text. */
async function startTei(score: (text: string) => number): Promise<string> {
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const { texts = [] } = JSON.parse(body || "{}") as { texts?: string[] };
      const answer = request.url === "/info" ? {} : texts.map((text, index) => ({ index, score: score(text) }));
      response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function doctor(args: readonly string[], env: Record<string, string> = {}) {
  const { code, stdout, stderr } = await runSecondpass(["doctor", "--json", ...args], { environment: env });
  const { ok, findings } = JSON.parse(stdout) as { ok: boolean; findings: Finding[] };
  const finding = (check: string) => findings.find((finding) => finding.check === check);
  return { code, stdout, stderr, ok, finding };
}

test("the bundled model is found in order, in a table", async () => {
  const { code, stdout, stderr } = await runSecondpass(["doctor", "--reranker", "local"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/│ ok +│ configuration +│ local:mini, ready in \d+ ms/);
  expect(stdout).toMatch(/│ ok +│ order and spread +│ the answer is on top, scores from -?[\d.]+ to -?[\d.]+/);
  expect(stdout).not.toContain("What to do");
});

test("a server that ranks is found in order, with its latency and limits", async () => {
  const url = await startTei((text) => (text.startsWith("Install Rust") ? 3.5 : -2));
  const { code, ok, finding } = await doctor(["--reranker", `tei:${url}`, "--calls", "2"]);
  expect({ code, ok }).toEqual({ code: 0, ok: true });
  expect(finding("reachability")).toMatchObject({ status: "ok", detail: `answered by tei:${url}` });
  expect(finding("latency")?.detail).toMatch(/^\d+ ms for 5 short documents \(median of 2;/);
  expect(finding("limits")?.detail).toContain("scores: logit");
});

test("where a fallback serves, the reason is the first failure, not the circuit that it opened", async () => {
  const gone = await startMockProvider();
  await gone.stop();
  const first = { tei: { baseUrl: gone.url, attempts: 3, retryDelayMs: 1 } };
  const { code, finding } = await doctor(["--reranker", JSON.stringify({ ...first, fallback: ["lexical"] })]);
  expect(code).toBe(0);
  expect(finding("reachability")).toMatchObject({ status: "warning", detail: expect.stringContaining("ECONNREFUSED") });
  expect(finding("served_by_fallback")?.detail).toContain("ECONNREFUSED");
});

test("a server that gives everything the same score fails, though nothing is an error", async () => {
  const { code, ok, finding, stderr } = await doctor(["--reranker", `tei:${await startTei(() => 1)}`]);
  expect({ code, ok }).toEqual({ code: 1, ok: false });
  expect(finding("order and spread")).toMatchObject({ status: "failure", advice: expect.stringContaining("head") });
  expect(stderr).toContain("see FAIL above");
});

test("a server that puts something else on top is worth a look", async () => {
  const { code, finding } = await doctor([
    "--reranker",
    `tei:${await startTei((text) => (text.startsWith("Iron") ? 2 : text.startsWith("Install") ? 1 : 0))}`,
  ]);
  expect(code).toBe(0);
  expect(finding("order and spread")).toMatchObject({ status: "warning", detail: expect.stringContaining("number 2") });
});

test("a missing key is named, a present one is not shown", async () => {
  const missing = await doctor(["--reranker", "cohere"], { COHERE_API_KEY: "", CO_API_KEY: "" });
  expect(missing.code).toBe(1);
  expect(missing.finding("configuration")).toMatchObject({
    status: "failure",
    detail: expect.stringContaining("COHERE_API_KEY"),
    advice: expect.any(String),
  });
  const present = await doctor(["--reranker", "lexical"], { COHERE_API_KEY: "verysecretvalue1" });
  expect(present.finding("keys")?.detail).toContain("cohere (COHERE_API_KEY)");
  expect(present.stdout).not.toContain("verysecretvalue1");
});

test("a server that is not there is told of, with what to check", async () => {
  const { code, finding } = await doctor(["--reranker", '{"tei": {"baseUrl": "http://127.0.0.1:9", "attempts": 1}}']);
  expect(code).toBe(1);
  expect(finding("reachability")).toMatchObject({
    status: "failure",
    detail: expect.stringContaining("provider_unavailable"),
    advice: expect.stringContaining("firewall"),
  });
});

test("a wrong number of calls is a usage error", async () => {
  const { code, stdout } = await runSecondpass(["doctor", "--calls", "0"]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
});
