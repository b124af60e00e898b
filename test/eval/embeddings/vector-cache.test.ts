import { readFile, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openVectorCache } from "../../../packages/eval/src/embeddings/vector-cache.ts";
import { makeTemporaryFolder } from "../../data/temporary-folder.ts";

const vectors = [Float32Array.of(0.25, -1), Float32Array.of(1 / 3, 1e-30), Float32Array.of(-0, 7)];
const texts = ["a", "b é", ""];

async function makeCache(): Promise<string> {
  const file = join(await makeTemporaryFolder(), "vectors.bin");
  const cache = openVectorCache(file, "m", 2);
  cache.add(texts.slice(0, 2), vectors.slice(0, 2));
  cache.add(texts.slice(2), vectors.slice(2));
  cache.close();
  return file;
}

test("what was added is found, at once and after the file was opened again, to the last bit", async () => {
  const file = await makeCache();
  const cache = openVectorCache(file, "m", 2);
  expect(texts.map(cache.find)).toEqual(vectors);
  expect(cache.find("c")).toBeUndefined();
  // The same text twice, as documents may have it, does not move those behind it.
  cache.add(["a", "a", "c"], [vectors[1], vectors[1], vectors[2]] as Float32Array[]);
  expect([cache.find("a"), cache.find("c"), cache.find("b é")]).toEqual([vectors[1], vectors[2], vectors[1]]);
  cache.close();
  const again = openVectorCache(file, "m", 2);
  expect([again.find("a"), again.find("c"), again.find("b é")]).toEqual([vectors[1], vectors[2], vectors[1]]);
  again.close();
});

test("thousands of them, read in pieces", async () => {
  const file = join(await makeTemporaryFolder(), "vectors.bin");
  const many = Array.from({ length: 12_000 }, (_, i) => `text ${i}`);
  const vectorOf = (i: number) => new Float32Array(512).fill(i + 0.5);
  const cache = openVectorCache(file, "m", 512);
  for (let i = 0; i < many.length; i += 1000) {
    cache.add(
      many.slice(i, i + 1000),
      Array.from({ length: 1000 }, (_, j) => vectorOf(i + j)),
    );
  }
  cache.close();
  // More than is read at a time.
  expect((await stat(file)).size).toBeGreaterThan(2 ** 24);
  const again = openVectorCache(file, "m", 512);
  for (const i of [0, 1, 8190, 8191, 11_999]) expect(again.find(`text ${i}`)).toEqual(vectorOf(i));
  again.close();
});

test("half a record, as a killed process leaves it, costs that record and no other", async () => {
  const file = await makeCache();
  await truncate(file, (await stat(file)).size - 3);
  const cache = openVectorCache(file, "m", 2);
  expect(texts.map(cache.find)).toEqual([vectors[0], vectors[1], undefined]);
  cache.add([""], [vectors[2] as Float32Array]);
  cache.close();
  const again = openVectorCache(file, "m", 2);
  expect(texts.map(again.find)).toEqual(vectors);
  again.close();
});

test("a cache of another model or length, and a file that is none, are refused and left as they are", async () => {
  const file = await makeCache();
  const before = await readFile(file);
  expect(() => openVectorCache(file, "other", 2)).toThrow(
    expect.objectContaining({
      code: "invalid_data",
      message: expect.stringMatching(/vectors\.bin: holds vectors of m with 2 numbers; name another file/),
    }),
  );
  expect(() => openVectorCache(file, "m", 3)).toThrow("holds vectors of m with 2 numbers");
  expect(await readFile(file)).toEqual(before);
  for (const text of ["q1 Q0 d1 1 1 t\n", "{}\n", "x", '{"secondpass":']) {
    await writeFile(file, text);
    expect(() => openVectorCache(file, "m", 2)).toThrow(/vectors\.bin: is no cache of vectors; name another file/);
    expect(await readFile(file, "utf8")).toBe(text);
  }
});

test("a place that cannot be written is an error with its name", async () => {
  const folder = await makeTemporaryFolder();
  expect(() => openVectorCache(join(folder, "none/vectors.bin"), "m", 2)).toThrow(
    /none\/vectors\.bin: cannot be used as a cache of vectors: ENOENT/,
  );
  expect(() => openVectorCache(folder, "m", 2)).toThrow(/cannot be used as a cache of vectors: EISDIR/);
});
