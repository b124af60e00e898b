import { truncate } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readLines } from "../../../packages/eval/src/files/read-lines.ts";
import { writeData } from "../support/write-collection.ts";

async function read(content: string | Buffer, name?: string) {
  const file = await writeData(content, name);
  const all: { text: string; number: number }[] = [];
  for await (const lines of readLines(file)) for (const line of lines) all.push(line);
  return all;
}

test.each([
  ["plain", "a\nb\n"],
  ["no newline at the end", "a\nb"],
  ["CRLF", "a\r\nb\r\n"],
  ["a byte order mark", "\ufeffa\nb\n"],
  ["gzipped, whatever its name", gzipSync("a\nb\n")],
  ["gzipped in two members", Buffer.concat([gzipSync("a\n"), gzipSync("b")])],
])("%s", async (_, content) => {
  expect(await read(content)).toEqual([
    { text: "a", number: 1 },
    { text: "b", number: 2 },
  ]);
});

test("blank lines count and are left out; a byte order mark later on is text", async () => {
  expect(await read("a\n\n  \n\ufeffb\n")).toEqual([
    { text: "a", number: 1 },
    { text: "\ufeffb", number: 4 },
  ]);
  expect(await read("")).toEqual([]);
});

test("lines and characters across chunks stay whole, and numbers go on counting", async () => {
  const long = "é😀".repeat(400_000);
  const rest = Array.from({ length: 50_000 }, (_, i) => `line ${i} ü ${"x".repeat(40)}`);
  const all = await read([long, ...rest].join("\n"));
  expect(all.map(({ text }) => text)).toEqual([long, ...rest]);
  expect(all.at(-1)?.number).toBe(50_001);
});

test.each([
  ["plain", (bytes: Buffer) => bytes],
  ["gzipped", (bytes: Buffer) => gzipSync(bytes)],
])("a wrong byte is an error with its line, also far into a file: %s", async (_, pack) => {
  const many = "fine\n".repeat(400_000);
  const bytes = Buffer.concat([Buffer.from(many), Buffer.from("caf\xe9\nfine\n", "latin1")]);
  await expect(read(pack(bytes), "bad.txt")).rejects.toMatchObject({
    code: "invalid_data",
    message: expect.stringMatching(/bad\.txt:400001: is not UTF-8/),
  });
});

test.each([
  ["with its byte order mark, as PowerShell writes it", Buffer.from("\ufeffa b\n", "utf16le")],
  ["Latin-1", Buffer.from("caf\xe9\n", "latin1")],
])("another encoding is an error, not other ids: %s", async (_, bytes) => {
  await expect(read(bytes, "bad.txt")).rejects.toThrow(/bad\.txt:1: is not UTF-8; convert it first/);
});

test("a file without lines is refused before it fills the memory", async () => {
  const file = await writeData("", "corpus.json");
  // Without a byte on the disk: what was never written reads as zeros.
  await truncate(file, 300_000_000);
  await expect(readLines(file).next()).rejects.toThrow(/corpus\.json:1: has a line of more than 256 MB; is it a file of lines\?/);
});

test("a file can be read to a certain byte", async () => {
  const file = await writeData("a\nb\nc\n");
  const all = [];
  for await (const lines of readLines(file, 4)) all.push(...lines);
  expect(all.map(({ text }) => text)).toEqual(["a", "b"]);
});

test("a gzipped file that was cut, a folder and a missing file are errors with the name", async () => {
  const packed = gzipSync(Array.from({ length: 5000 }, (_, i) => `${i * 7919}\n`).join(""));
  await expect(read(packed.subarray(0, 2000), "cut.gz")).rejects.toThrow(/cut\.gz:\d+: cannot be read: unexpected end of file/);
  await expect(readLines(import.meta.dirname).next()).rejects.toThrow(/files: cannot be read/);
  await expect(readLines("missing.txt").next()).rejects.toThrow(/missing\.txt: cannot be read: ENOENT/);
});
