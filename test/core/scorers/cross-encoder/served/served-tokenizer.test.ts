import { join } from "node:path";
import { modelDirectory } from "@secondpass/model-mini";
import { createReranker } from "secondpass";
import { expect, test } from "vitest";
import { stubHubEnvironment } from "../../../../data/hub-environment.ts";
import { miniFiles, repositoryOf } from "../../../../data/hub-repository.ts";
import { startHubServer } from "../../../../data/hub-server.ts";
import { startInferenceServer } from "../../../../data/inference-server.ts";

const graph = join(modelDirectory, "model.onnx");
const documents = ["The weather in Paris is mild.", "Install Rust with rustup."];

test("the server names its tokenizer, which comes from the Hub without the weights", async () => {
  const hub = await startHubServer({ "org/mini": repositoryOf(await miniFiles("onnx/model.onnx")) });
  await stubHubEnvironment(hub);
  const server = await startInferenceServer(graph, { parameters: { tokenizer: { string_value: "org/mini" } } });
  await using reranker = await createReranker(`triton:${server.url}#reranker`);
  expect((await reranker.rerank("how do I install rust", documents)).results[0]?.index).toBe(1);
  expect(hub.requests.filter(({ url }) => url.includes(".onnx"))).toEqual([]);
  // It is then in the cache, and the Hub is not needed.
  await hub.stop();
  await using again = await createReranker(`triton:${server.url}#reranker`);
  expect((await again.rerank("how do I install rust", documents)).results[0]?.index).toBe(1);
});

test("a tokenizer that the Hub does not have", async () => {
  const hub = await startHubServer({ "org/bare": repositoryOf({ "config.json": Buffer.from("{}") }) });
  await stubHubEnvironment(hub);
  const server = await startInferenceServer(graph);
  const create = (tokenizer: string) => createReranker({ triton: { baseUrl: server.url, model: "reranker", tokenizer } });
  await expect(create("org/bare")).rejects.toMatchObject({
    code: "model_not_found",
    message: expect.stringContaining("tokenizer.json"),
  });
  await expect(create("./nowhere")).rejects.toMatchObject({ code: "model_not_found" });
});
