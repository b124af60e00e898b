import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { modelDirectory } from "@secondpass/model-mini";
import { describe, expect, test } from "vitest";
import { findExternalFiles, readExternalData } from "../../../../../packages/core/src/scorers/onnx/runtime/external-data.ts";
import { externalOnnx } from "../../../../data/external-onnx.ts";
import { makeTemporaryFolder } from "../../../../data/temporary-folder.ts";

const graphWith = (location: string) => externalOnnx(location, 4).graph;

describe("names that a graph has for files of weights", () => {
  // A length of 128 bytes and more takes two bytes to write.
  const names = [
    "model.onnx_data",
    "weights/part-1.bin",
    "模型.data",
    `${"a".repeat(127)}`,
    `${"b".repeat(128)}`,
    "c".repeat(300),
  ];

  test.each(names)("%s", (name) => {
    expect(findExternalFiles(graphWith(name))).toEqual([name]);
  });

  test("two files, each named once however many tensors it has", () => {
    const [first, second] = [graphWith("one"), graphWith("two")];
    expect(findExternalFiles(Buffer.concat([first, second, first]))).toEqual(["one", "two"]);
  });

  test("a graph that holds its weights names none", async () => {
    expect(findExternalFiles(await readFile(join(modelDirectory, "model.onnx")))).toEqual([]);
  });

  test("bytes that break off, before or within a name, name none", () => {
    const graph = graphWith("model.onnx_data");
    const at = Buffer.from(graph).indexOf("model.onnx_data");
    expect(findExternalFiles(graph.subarray(0, at - 1))).toEqual([]);
    expect(findExternalFiles(graph.subarray(0, at + 3))).toEqual([]);
    expect(findExternalFiles(new Uint8Array(0))).toEqual([]);
  });
});

describe("the files themselves", () => {
  test("are read from the model's folder, also from folders in it", async () => {
    const folder = await makeTemporaryFolder();
    await mkdir(join(folder, "weights"));
    await writeFile(join(folder, "weights/one"), "1");
    const files = await readExternalData(join(folder, "model.onnx"), graphWith("weights/one"));
    expect(files.map(({ path, data }) => [path, Buffer.from(data).toString()])).toEqual([["weights/one", "1"]]);
  });

  test("that are missing or outside of it are left out", async () => {
    const folder = await makeTemporaryFolder();
    await mkdir(join(folder, "model"));
    const secret = join(folder, "secret");
    await writeFile(secret, "secret");
    for (const name of ["missing", "../secret", "a/../../secret", secret]) {
      expect(await readExternalData(join(folder, "model/model.onnx"), graphWith(name)), name).toEqual([]);
    }
  });

  test("that cannot be read are an error", async () => {
    const folder = await makeTemporaryFolder();
    await mkdir(join(folder, "one"));
    await expect(readExternalData(join(folder, "model.onnx"), graphWith("one"))).rejects.toMatchObject({ code: "EISDIR" });
  });
});
