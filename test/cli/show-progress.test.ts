import { createReranker } from "secondpass";
import { startMockLlm } from "secondpass/testing";
import { expect, test } from "vitest";
import { showProgress } from "../../packages/cli/src/show-progress.ts";

function terminal(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, written, write: (text: string) => written.push(text) };
}

test("a terminal sees progress at each call of a model, then the line is cleared", async () => {
  await using mock = await startMockLlm();
  await using reranker = await createReranker({ listwise: { model: "mock", baseUrl: mock.url } });
  const stderr = terminal(true);
  const { onProgress, end } = showProgress("documents ranked", stderr);
  const documents = Array.from({ length: 40 }, (_, i) => `Page ${i}`);
  await reranker.rerank("rust", documents, onProgress ? { onProgress } : {});
  end();
  expect(stderr.written).toEqual([
    "\r13 of 40 documents ranked",
    "\r26 of 40 documents ranked",
    "\r40 of 40 documents ranked",
    "\r\x1b[K",
  ]);
});

test("a file or a pipe sees nothing", () => {
  const stderr = terminal(false);
  const { onProgress, end } = showProgress("documents scored", stderr);
  end();
  expect(onProgress).toBeUndefined();
  expect(stderr.written).toEqual([]);
});
