import { existsSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect, test, vi } from "vitest";
import { createDocumentStore } from "../../../packages/eval/src/files/document-store.ts";
import { findDocuments } from "../../../packages/eval/src/files/find-documents.ts";
import { collectGarbage } from "../../support/collect-garbage.ts";
import { writeData } from "../support/write-collection.ts";

test("of a corpus only what is wanted is kept, and what is looked for and not there is told", async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => JSON.stringify({ _id: i, text: `text ${i}` }));
  const file = await writeData(rows.join("\n"));
  let seen = 0;
  const { documents, missing } = await findDocuments(file, new Set(["7", "19999", "x"]), {
    expected: ["8", "y"],
    onDocument: () => seen++,
  });
  expect(documents.size).toBe(2);
  expect(documents.get("7")).toEqual({ id: "7", text: "text 7" });
  expect(documents.get("19999")).toEqual({ id: "19999", text: "text 19999" });
  expect(documents.get("8")).toBeUndefined();
  expect(missing).toEqual(new Set(["x", "y"]));
  expect(seen).toBe(20_000);
});

test("an abort ends the reading of a corpus", async () => {
  const rows = Array.from({ length: 50_000 }, (_, i) => JSON.stringify({ _id: i, text: `text ${i} ${"x".repeat(50)}` }));
  const file = await writeData(rows.join("\n"));
  const controller = new AbortController();
  let seen = 0;
  const onDocument = () => void (++seen === 5 && controller.abort(new Error("enough")));
  await expect(findDocuments(file, new Set(), { onDocument, signal: controller.signal })).rejects.toThrow("enough");
  expect(seen).toBeLessThan(25_000);
});

test("documents that do not fit into memory are read from a file, the same to the last character, in any order", () => {
  const documents = Array.from({ length: 300 }, (_, i) => ({
    id: `d${i}`,
    ...(i % 2 && { title: `é ${i}` }),
    text: i === 7 ? "" : `\ud83d\ude00 "quoted"\n${"long ".repeat(2000)}${i}`,
  }));
  const store = createDocumentStore(50_000);
  for (const document of documents) store.add(document);
  expect(store.size).toBe(300);
  expect([...store.values()]).toEqual(documents);
  for (const document of [...documents].reverse()) expect(store.get(document.id)).toEqual(document);
  // What comes after the first reading is read as well.
  store.add({ id: "later", text: "on" });
  expect([store.has("later"), store.has("d299"), store.has("none")]).toEqual([true, true, false]);
  expect(store.get("later")).toEqual({ id: "later", text: "on" });
  expect(store.get("none")).toBeUndefined();
});

test("the file has no name, and is let go of with the store", async ({ skip }) => {
  const descriptors = () => readdirSync("/proc/self/fd").length;
  const named = () => readdirSync(tmpdir()).filter((name) => /^secondpass-[0-9a-f-]{36}$/.test(name));
  skip(!existsSync("/proc/self/fd"), "this system does not show open files");
  const before = { open: descriptors(), names: named() };
  (() => {
    const stores = Array.from({ length: 20 }, () => createDocumentStore(0));
    for (const store of stores) store.add({ id: "a", text: "text" });
    expect(stores.map((store) => store.get("a")?.text)).toEqual(Array(20).fill("text"));
    expect(named().filter((name) => !before.names.includes(name))).toEqual([]);
    expect(descriptors()).toBeGreaterThanOrEqual(before.open + 20);
  })();
  await vi.waitFor(() => {
    collectGarbage();
    expect(descriptors()).toBeLessThan(before.open + 10);
  });
});

test("no room for the file is an error that says where it was to be", ({ onTestFinished }) => {
  const { TMPDIR } = process.env;
  onTestFinished(() => {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  });
  process.env.TMPDIR = "/nowhere/at/all";
  expect(() => createDocumentStore(0).add({ id: "a", text: "text" })).toThrow(
    /\/nowhere\/at\/all\/secondpass-.*: cannot be written: ENOENT.*; texts that do not fit into memory go there; name a folder with room in TMPDIR/,
  );
});
