import { expect, test } from "vitest";
import { runToSuccess } from "../support/run-program.ts";
import { packPackages } from "./support/packed-packages.ts";
import { packageFolders } from "./support/repository.ts";

const packed = packPackages();

test.each(packageFolders)("%s publishes what is built, its README and its licence, and no source", (folder) => {
  const { files } = packed(folder);
  expect(files).toEqual(
    expect.arrayContaining(["README.md", "LICENSE", "package.json", expect.stringMatching(/^dist\/.*\.js$/)]),
  );
  expect(files.filter((file) => /^(src|test)\/|\.test\.|tsconfig|tsdown|(?<!\.d)\.ts$|\.map$/.test(file))).toEqual([]);
});

test("the model package brings weights, tokenizer, card and the licence of the weights", () => {
  const model = ["model.onnx", "model.json", "config.json", "tokenizer.json", "tokenizer_config.json"].map(
    (file) => `model/${file}`,
  );
  expect(packed("model-mini").files).toEqual(expect.arrayContaining([...model, "README.md", "LICENSE-WEIGHTS"]));
});

test.each(packageFolders)("%s depends on published versions", async (folder) => {
  const { tarball } = packed(folder);
  const manifest = await runToSuccess("tar", ["-xzOf", tarball, "package/package.json"], { cwd: process.cwd() });
  expect(manifest).toContain('"version"');
  expect(manifest).not.toContain("workspace:");
});
