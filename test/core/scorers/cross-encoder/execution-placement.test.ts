import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { modelDirectory } from "@secondpass/model-mini";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { expect, test } from "vitest";
import { checkPlacement, readPlacement } from "../../../../packages/core/src/scorers/cross-encoder/execution-placement.ts";
import { makeTemporaryFolder } from "../../../data/temporary-folder.ts";

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
