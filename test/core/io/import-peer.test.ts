import { expect, test } from "vitest";
import { importPeer } from "../../../packages/core/src/io/import-peer.ts";

test("a package that is not installed: how to install it, and what does without", async () => {
  const name = "a-package-that-nobody-installed";
  await expect(importPeer(name, () => import(/* @vite-ignore */ name))).rejects.toMatchObject({
    code: "missing_peer",
    message: expect.stringMatching(/npm install a-package-that-nobody-installed.*"lexical"/),
  });
});

test("a package that is installed and cannot be loaded: why", async () => {
  const cause = new Error("libstdc++.so.6: version GLIBCXX_3.4.22 not found");
  await expect(importPeer("native", () => Promise.reject(cause))).rejects.toMatchObject({
    code: "missing_peer",
    message: expect.stringContaining("GLIBCXX_3.4.22"),
    cause,
  });
});

test("the default export of a CommonJS package is the package", async () => {
  const exported = { run: () => 7 };
  expect(await importPeer("cjs", async () => ({ default: exported }))).toBe(exported);
  expect(await importPeer("esm", async () => exported)).toBe(exported);
});
