import { readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { modelDirectory } from "@secondpass/model-mini";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { createReranker } from "secondpass";
import { expect, test } from "vitest";
import {
  checkPlacement,
  readPlacement,
  watchPlacement,
} from "../../../../../packages/core/src/scorers/onnx/runtime/execution-placement.ts";
import { makeTemporaryFolder } from "../../../../data/temporary-folder.ts";

test("reads from the engine's own profile where the nodes ran", async () => {
  const folder = await makeTemporaryFolder();
  const options = { enableProfiling: true, profileFilePrefix: join(folder, "profile") };
  const session = await InferenceSession.create(join(modelDirectory, "model.onnx"), options);
  const tensor = (ids: number[]) => new Tensor("int64", BigInt64Array.from(ids.map(BigInt)), [1, ids.length]);
  await session.run({
    input_ids: tensor([2, 500, 3, 600, 3]),
    attention_mask: tensor([1, 1, 1, 1, 1]),
    token_type_ids: tensor([0, 0, 0, 1, 1]),
  });
  session.endProfiling();
  await session.release();
  const [file = ""] = await readdir(folder);
  const placement = readPlacement(await readFile(join(folder, file), "utf8"));
  expect(Object.keys(placement)).toEqual(["CPUExecutionProvider"]);
  expect(placement.CPUExecutionProvider).toBeGreaterThan(50);
});

test("a provider that took nothing is refused, with the counts", () => {
  expect(() => checkPlacement(["coreml", "cpu"], { CPUExecutionProvider: 667 })).toThrow(
    /coreml took none of the model's 667 nodes \(CPUExecutionProvider 667\)/,
  );
});

test("one that took a part is accepted, and the CPU needs no proof", () => {
  checkPlacement(["cuda", "cpu"], { CUDAExecutionProvider: 600, CPUExecutionProvider: 12 });
  checkPlacement(["cpu"], {});
});

test("a watched session is refused when what was asked for took nothing, and leaves no file behind", async () => {
  const before = (await readdir(tmpdir())).filter((name) => name.startsWith("secondpass-profile-"));
  const watch = await watchPlacement(["coreml"]);
  const session = await InferenceSession.create(join(modelDirectory, "model.onnx"), watch.options);
  const ids = new Tensor("int64", BigInt64Array.from([2n, 500n, 3n, 600n, 3n]), [1, 5]);
  await session.run({ input_ids: ids, attention_mask: ids, token_type_ids: ids });
  await expect(watch.check(session)).rejects.toMatchObject({ code: "invalid_config" });
  await watch.end();
  await session.release();
  expect((await readdir(tmpdir())).filter((name) => name.startsWith("secondpass-profile-"))).toEqual(before);
});

test("a provider that the engine drops without a word is an error, not a slow surprise", async () => {
  const error = await createReranker({ local: { executionProviders: ["nonsense", "cpu"] } }).catch((error) => error);
  expect(error.code).toBe("invalid_config");
  expect(error.message).toMatch(/nonsense took none of the model's \d+ nodes \(CPUExecutionProvider \d+\)/);
});

test("the CPU by name is the CPU", async () => {
  const reranker = await createReranker({ local: { executionProviders: ["cpu"] } });
  const { results } = await reranker.rerank("rust", ["The weather in Paris.", "Install Rust with rustup."]);
  expect(results[0]?.index).toBe(1);
  await reranker.dispose();
});
