import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A fresh folder that is removed when the test ends. */
export async function makeTemporaryFolder(): Promise<string> {
  // Real, because a working directory is: on some systems the temporary folder is a link.
  const folder = await realpath(await mkdtemp(join(tmpdir(), "secondpass-")));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
