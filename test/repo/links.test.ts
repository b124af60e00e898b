import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeTemporaryFolder } from "../data/temporary-folder.ts";
import { runProgram } from "../support/run-program.ts";
import { repositoryFiles, root } from "./support/repository.ts";

const remark = join(root, "node_modules/remark-cli/cli.js");
const plugin = join(root, "node_modules/remark-validate-links/index.js");

/** Checks relative links and heading anchors, across all the files named. */
async function validateLinks(files: readonly string[], folder: string) {
  // `repository: false`: links are checked as files on this disk, whichever host the checkout came from.
  const links = JSON.stringify({ plugins: [[plugin, { repository: false, root: folder }]] });
  const config = join(await makeTemporaryFolder(), "remark.json");
  writeFileSync(config, links);
  const args = [remark, "--frail", "--quiet", "--no-color", "--no-stdout", "--no-config", "--rc-path", config, "--", ...files];
  return runProgram(process.execPath, args, { cwd: folder });
}

test("links between the pages resolve, to the heading", async () => {
  const pages = repositoryFiles.filter((file) => file.endsWith(".md") && !file.includes("/training/"));
  expect(pages).toContain("README.md");
  expect(await validateLinks(pages, root)).toMatchObject({ code: 0, stderr: "" });
});

test("a missing page and a missing heading are caught", async () => {
  const folder = await makeTemporaryFolder();
  writeFileSync(join(folder, "a.md"), "# A\n\n[b](./b.md#here)\n[b](b.md#away)\n[c](c.md)\n");
  writeFileSync(join(folder, "b.md"), "# Here\n");
  const { code, stderr } = await validateLinks(["a.md", "b.md"], folder);
  expect(code).toBe(1);
  expect(stderr).toContain("Cannot find heading for `#away` in `b.md`");
  expect(stderr).toContain("Cannot find file `c.md`");
  expect(stderr).toContain("2 warnings");
});
