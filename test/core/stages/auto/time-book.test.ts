import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createTimeBook } from "../../../../packages/core/src/stages/auto/time-book.ts";
import { timesFile, timesFolder } from "../../../../packages/core/src/stages/auto/time-store.ts";
import { makeTemporaryFolder } from "../../../data/temporary-folder.ts";
import { counting } from "../stage-kit.ts";

const model = counting("model").reranker;

function bookWith(calls: number, ms: number, folder?: string) {
  const book = createTimeBook(model, folder);
  for (let i = 0; i < 30; i++) book.add(calls, 1000 + i, ms);
  return book;
}

test("nothing is known of what was never measured", () => {
  const book = createTimeBook(model, undefined);
  expect(book.isMeasured).toBe(false);
  expect(book.estimate(1)).toBeUndefined();
  expect(book.measured()).toBeUndefined();
});

test("calls beside others are measured apart from calls alone", () => {
  const book = bookWith(1, 10);
  for (let i = 0; i < 30; i++) book.add(5, 1000 + i, 80);
  const at = (calls: number) => {
    const line = book.estimate(calls);
    return (line?.fixedMs ?? 0) + 1000 * (line?.msPerToken ?? 0);
  };
  expect(at(1)).toBeLessThan(12);
  expect(at(4)).toBeGreaterThan(75);
  // Two and three at once were never seen: twice what one takes. Eight to fifteen: twice what four to seven take.
  expect(at(2) / at(1)).toBeCloseTo(2, 6);
  expect(at(8) / at(5)).toBeCloseTo(2, 6);
});

test("more calls than were ever measured alone are all that is known of one alone", () => {
  const book = bookWith(8, 80);
  expect(book.estimate(1)).toEqual(book.estimate(8));
});

test("a model that is passed over again and again seems faster, down to an eighth, until it is measured", () => {
  const book = bookWith(1, 10);
  const optimism: number[] = [];
  for (let i = 0; i < 200; i++) {
    book.passOver();
    optimism.push(book.optimism);
  }
  expect([optimism[30], optimism[31], optimism[63], optimism[95], optimism[199]]).toEqual([1, 0.5, 0.25, 0.125, 0.125]);
  book.add(1, 1000, 10);
  expect(book.optimism).toBe(1);
});

test("what one process has measured the next one knows; another model's file is not this one's", async () => {
  const folder = join(await makeTemporaryFolder(), "not", "there", "yet");
  const book = bookWith(1, 10, folder);
  await book.save();
  const again = createTimeBook(model, folder);
  await again.load();
  expect(again.measured()?.calls).toBe(30);
  for (const other of [counting("other").reranker, counting("model", { fingerprint: "2" }).reranker]) {
    const book = createTimeBook(other, folder);
    await book.load();
    expect(book.isMeasured).toBe(false);
  }
  expect(await readdir(folder)).toHaveLength(1);
  expect(JSON.parse(await readFile(timesFile(folder, model), "utf8"))).toMatchObject({ reranker: "model" });
});

test.each(["", "{", "null", '{"levels":{"0":{"calls":-1}}}', '{"levels":{"x":{}}}', "\0\0"])(
  "a file that is none is no file: %j",
  async (text) => {
    const folder = await makeTemporaryFolder();
    await writeFile(timesFile(folder, model), text);
    const book = createTimeBook(model, folder);
    await book.load();
    expect(book.isMeasured).toBe(false);
    book.add(1, 1000, 10);
    await book.save();
    await book.load();
    expect(book.isMeasured).toBe(true);
  },
);

test("the folder is the user's cache", () => {
  const before = process.env.XDG_CACHE_HOME;
  process.env.XDG_CACHE_HOME = join("some", "where");
  try {
    expect(timesFolder()).toBe(join("some", "where", "secondpass", "times"));
  } finally {
    if (before === undefined) delete process.env.XDG_CACHE_HOME;
    else process.env.XDG_CACHE_HOME = before;
  }
});
