import { expect, test } from "vitest";
import { packageFolders, packageManifest, repositoryFiles } from "./support/repository.ts";

const expected = ["README.md", "LICENSE", "package.json", "tsconfig.json", "tsdown.config.ts"];

test.each(packageFolders)("packages/%s has its README, licence and build", (folder) => {
  const missing = expected.filter((name) => !repositoryFiles.includes(`packages/${folder}/${name}`));
  expect(missing).toEqual([]);
});

test("all packages carry one version", () => {
  const versions = packageFolders.map((folder) => packageManifest(folder).version);
  expect(new Set(versions).size, `versions: ${versions.join(", ")}`).toBe(1);
});
