import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { modelDirectory } from "@secondpass/model-mini";
import { expect, test } from "vitest";
import { readInitializers } from "../../../../../packages/core/src/scorers/onnx/runtime/read-initializers.ts";
import { externalOnnx } from "../../../../data/external-onnx.ts";
import { modelProto } from "../../../../data/onnx-proto.ts";
import { makeTemporaryFolder } from "../../../../data/temporary-folder.ts";
import { tinyOnnx } from "../../../../data/tiny-onnx.ts";

const fixture = (name: string) => fileURLToPath(new URL(`../../../../golden/fixtures/${name}/model.onnx`, import.meta.url));

async function makeFile(content: Uint8Array): Promise<string> {
  const file = join(await makeTemporaryFolder(), "model.onnx");
  await writeFile(file, content);
  return file;
}

/** What a library for the format reads. */
function decode(content: Uint8Array): { name: string; dims: number[] }[] {
  const message = modelProto.toObject(modelProto.decode(content), { longs: Number, defaults: true });
  return message.graph.initializer.map(({ name, dims }: { name: string; dims: number[] }) => ({ name, dims }));
}

test.each(["bert", "roberta-two-logits", "decoder-with-past"])("%s: as a protobuf library reads it", async (name) => {
  const found = readInitializers(fixture(name));
  expect(found.length).toBeGreaterThan(10);
  expect(found).toEqual(decode(await readFile(fixture(name))));
});

test("a quantised model, and one with a table larger than what is read at a time", async () => {
  const quantised = join(modelDirectory, "model.onnx");
  expect(readInitializers(quantised)).toEqual(decode(await readFile(quantised)));
  const large = tinyOnnx({ tableSize: 24_896, positions: 16 });
  expect(readInitializers(await makeFile(large))).toEqual(decode(large));
});

test("shapes are known where values lie in another file", async () => {
  const { graph } = externalOnnx("model.onnx_data", 5000);
  expect(readInitializers(await makeFile(graph))).toContainEqual({ name: "table", dims: [5000] });
});

test("dimensions that are packed, as writers of another syntax have them", async () => {
  // TensorProto { dims: [300, 2] packed, name: "t" } in GraphProto.initializer in ModelProto.graph.
  const tensor = [0x0a, 3, 0xac, 0x02, 2, 0x42, 1, 0x74];
  const graph = [0x2a, tensor.length, ...tensor];
  const file = await makeFile(Uint8Array.from([0x3a, graph.length, ...graph]));
  expect(readInitializers(file)).toEqual([{ name: "t", dims: [300, 2] }]);
});

test("a file that is cut short anywhere, or no such message, has none", async () => {
  const whole = tinyOnnx();
  for (let length = 10; length < whole.length; length += 7) {
    const found = readInitializers(await makeFile(whole.subarray(0, length)));
    // Cut between two fields of the message, it is one.
    expect([[], decode(whole)]).toContainEqual(found);
  }
  for (const content of [
    "",
    "git-lfs pointer",
    "\x3a\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",
    "\x3a\x00",
    "\xff".repeat(9000),
  ]) {
    expect(readInitializers(await makeFile(Buffer.from(content, "latin1")))).toEqual([]);
  }
});

test("a file that is not there is an error", () => {
  expect(() => readInitializers("missing.onnx")).toThrow("ENOENT");
});
