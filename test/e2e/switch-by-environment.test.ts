import { type MockFault, type MockProvider, startMockProvider } from "secondpass/testing";
import { expect, onTestFinished, test } from "vitest";
import { runExample } from "./run-example.ts";

const chain = '{"reranker": "cohere", "fallback": ["local"], "onError": "passthrough"}';
const answer = "Install Rust with rustup: curl https://sh.rustup.rs\n";
const key = "mock-key-0123456789";

async function run(spec: string, mock?: MockProvider) {
  const proxies = { HTTP_PROXY: "", HTTPS_PROXY: "", http_proxy: "", https_proxy: "" };
  const cohere = mock && { COHERE_BASE_URL: mock.url, COHERE_API_KEY: key };
  return runExample("switch-by-environment.ts", [], { SECONDPASS_RERANKER: spec, ...proxies, ...cohere });
}

async function startCohere(fault?: MockFault): Promise<MockProvider> {
  const mock = await startMockProvider({ format: "cohere", apiKey: key, faults: () => fault });
  onTestFinished(() => mock.stop());
  return mock;
}

test("local, then cohere, then cohere with a fallback: the environment alone decides", async () => {
  expect(await run("local")).toEqual({
    code: 0,
    stderr: "",
    stdout: `local:mini: ok\nreranked, served by local:mini\n${answer}`,
  });

  const mock = await startCohere();
  const byCohere = `cohere:rerank-v4.0-fast: ok\nreranked, served by cohere:rerank-v4.0-fast\n${answer}`;
  expect(await run("cohere", mock)).toEqual({ code: 0, stderr: "", stdout: byCohere });
  expect(await run(chain, mock)).toEqual({ code: 0, stderr: "", stdout: byCohere });
  expect(mock.requests).toHaveLength(2);
});

test("where cohere fails the fallback serves, and says so", async () => {
  const mock = await startCohere({ status: 400 });
  expect(await run(chain, mock)).toEqual({
    code: 0,
    stderr: "",
    stdout: `cohere:rerank-v4.0-fast: invalid_request\nlocal:mini: ok\nreranked, served by local:mini\n${answer}`,
  });
  const alone = await run("cohere", mock);
  expect(alone.code).not.toBe(0);
  expect(alone.stderr).toContain("cohere answered HTTP 400");
});

test("a wrong key ends the program whatever stands behind it", async () => {
  const { code, stdout, stderr } = await run(chain, await startCohere({ status: 401 }));
  expect({ failed: code !== 0, stdout }).toEqual({ failed: true, stdout: "" });
  expect(stderr).toContain("check the API key");
  expect(stderr).not.toContain(key);
});
