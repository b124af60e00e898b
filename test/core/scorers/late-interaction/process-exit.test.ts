import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeTemporaryFolder } from "../../../data/temporary-folder.ts";
import { makeTokenModel } from "../../../data/token-model.ts";
import { runNode } from "../../../support/run-node.ts";

// The guard that keeps the process from being aborted is shared with the cross-encoder and tested there; this is that it is used.
const entry = new URL("../../../../packages/core/dist/scorers/late-interaction/index.js", import.meta.url).href;

async function runToEnd(body: string) {
  const model = await makeTokenModel({ hidden: 64, dimensions: 48 });
  const file = join(await makeTemporaryFolder(), "program.mjs");
  const program = `
    import { createLateInteraction } from ${JSON.stringify(entry)};
    const documents = Array.from({ length: 2000 }, (_, i) => "Page " + i + " is about rust, iron and the weather in Paris. ".repeat(4));
    const { reranker, encodeDocuments } = await createLateInteraction({ directory: ${JSON.stringify(model)} });
    ${body}
  `;
  await writeFile(file, program);
  return runNode([file]);
}

test("process.exit while documents are scored ends with its code", async () => {
  const body = `await reranker.rerank("rust", documents, { onProgress(done, total) { if (done < total) process.exit(7); } });`;
  expect(await runToEnd(body)).toMatchObject({ code: 7, signal: null, stderr: "" });
});

test("process.exit while documents are encoded ends with its code", async () => {
  expect(await runToEnd("encodeDocuments(documents); setTimeout(() => process.exit(6), 30);")).toMatchObject({
    code: 6,
    stderr: "",
  });
});

test("a program ends by itself after its last call, without dispose", async () => {
  expect(await runToEnd(`await reranker.rerank("rust", ["iron"]);`)).toMatchObject({ code: 0, signal: null, stderr: "" });
});
