import { copyFile, cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { modelDirectory } from "@secondpass/model-mini";
import { expect, test } from "vitest";
import { makeTemporaryFolder } from "../data/temporary-folder.ts";
import { tinyOnnx } from "../data/tiny-onnx.ts";
import { runSecondpass } from "./run-secondpass.ts";

async function folderWith(name: string, content?: Uint8Array): Promise<string> {
  const folder = await makeTemporaryFolder();
  await cp(modelDirectory, folder, { recursive: true });
  if (content) await writeFile(join(folder, name), content);
  else await copyFile(join(folder, "model.onnx"), join(folder, name));
  return folder;
}

test("an equal model does not drift", async () => {
  const folder = await folderWith("copy.onnx");
  const { code, stdout, stderr } = await runSecondpass(["models", "drift", folder, "--file", "copy.onnx", "--json"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({ pairs: 96, largest: 0, mean: 0, rankCorrelation: 1, top10Overlap: 1 });
  expect(JSON.parse(stdout).deviation).toBeGreaterThan(1);
});

test("prints it for people, on their own queries and documents", async () => {
  const folder = await folderWith("copy.onnx");
  const args = ["models", "drift", folder, "--file", "copy.onnx", "--query", "rust", "iron", "--input", "-"];
  const { code, stdout } = await runSecondpass(args, { input: "iron rusts\nrust is a language\n" });
  expect(code).toBe(0);
  expect(stdout).toMatch(/pairs compared {6}4\n/);
  expect(stdout).toMatch(/rank correlation {4}1\.000\n/);
});

test("a changed file that no longer ranks is refused by the trust check", async () => {
  const folder = await folderWith("broken.onnx", tinyOnnx());
  const { code, stderr } = await runSecondpass(["models", "drift", folder, "--file", "broken.onnx"]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/untrustworthy_model|invalid_model/);
});

test.each([
  ["a file that is not there", ["--file", "missing.onnx"], "a\nb", 1, /missing\.onnx/],
  ["no file", [], "a\nb", 2, /--file/],
  ["one document", ["--file", "model.onnx", "--input", "-"], "a", 1, /at least two documents/],
])("%s", async (_, args, input, expected, message) => {
  const { code, stderr } = await runSecondpass(["models", "drift", modelDirectory, ...args], { input });
  expect(code).toBe(expected);
  expect(stderr).toMatch(message);
});
