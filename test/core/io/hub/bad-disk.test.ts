import { execFileSync } from "node:child_process";
import { chmod, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { hashOf, repositoryOf } from "../../../data/hub-repository.ts";
import { makeTemporaryFolder } from "../../../data/temporary-folder.ts";
import { files, makeKit } from "./hub-kit.ts";

const megabyte = 1 << 20;
const isRoot = process.getuid?.() === 0;

/** A disk of a few megabytes, where this user may mount one. */
async function makeSmallDisk(size: number): Promise<string | undefined> {
  const folder = await makeTemporaryFolder();
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder], { stdio: "ignore" });
  } catch {
    return undefined;
  }
  onTestFinished(() => void execFileSync("umount", ["-l", folder]));
  return folder;
}

const large = Buffer.alloc(3 * megabyte, "weights");
const withLarge = repositoryOf({ ...files, "onnx/model.onnx": large });

test("a disk that is too small: said before anything is fetched, with both numbers", async ({ skip }) => {
  const disk = await makeSmallDisk(2 * megabyte);
  skip(disk === undefined, "this user may not mount a small disk");
  const { fetch, server } = await makeKit(withLarge);
  await expect(fetch({}, { cacheDir: disk })).rejects.toMatchObject({
    code: "cache_failed",
    message: expect.stringMatching(/onnx\/model\.onnx needs 3145728 bytes and the disk of .* has \d+ left; make room/),
  });
  expect(server.requests.filter(({ host, url }) => host === "storage" && url.includes(hashOf("onnx/model.onnx", large)))).toEqual(
    [],
  );
});

test("a disk that fills up during the download: an error, nothing half-done in its place, and it goes on when there is room", async ({
  skip,
}) => {
  const disk = await makeSmallDisk(4 * megabyte);
  skip(disk === undefined, "this user may not mount a small disk");
  const { fetch, server, commit } = await makeKit(withLarge);
  const filler = join(disk as string, "filler");
  const request = fetch(
    {
      onDownload: ({ file, receivedBytes }) => {
        if (file === "onnx/model.onnx" && receivedBytes > megabyte) fill();
      },
    },
    { cacheDir: disk },
  );
  let isFull = false;
  function fill() {
    if (isFull) return;
    isFull = true;
    // Whatever is left, to the last block.
    execFileSync("sh", ["-c", `dd if=/dev/zero of='${filler}' bs=4096 2>/dev/null || true`]);
  }
  await expect(request).rejects.toMatchObject({
    code: "cache_failed",
    message: expect.stringMatching(/The disk is full: make room and try again/),
  });
  const snapshot = join(disk as string, "models--org--tiny/snapshots", commit);
  await expect(readFile(join(snapshot, "onnx/model.onnx"))).rejects.toThrow("ENOENT");
  await rm(filler);
  server.requests.length = 0;
  const { directory } = await fetch({}, { cacheDir: disk });
  // Not toEqual, which takes half a minute for three million bytes.
  expect((await readFile(join(directory, "onnx/model.onnx"))).equals(large)).toBe(true);
  const resumed = server.requests.find(({ host, url }) => host === "storage" && url.includes(hashOf("onnx/model.onnx", large)));
  expect(Number(/bytes=(\d+)-/.exec(resumed?.range ?? "")?.[1])).toBeGreaterThan(megabyte / 2);
});

test("a cache that may not be written: an error that says so; what is complete in it is used all the same", async ({ skip }) => {
  const { fetch, settings, commit } = await makeKit();
  await fetch();
  if (isRoot) {
    // Root may write whatever the mode says, so the disk itself refuses.
    try {
      execFileSync("mount", ["--bind", settings.cacheDir, settings.cacheDir], { stdio: "ignore" });
      onTestFinished(() => void execFileSync("umount", ["-l", settings.cacheDir]));
      execFileSync("mount", ["-o", "remount,ro,bind", settings.cacheDir], { stdio: "ignore" });
    } catch {
      skip("root may write everywhere, and may not mount read-only here");
    }
  } else {
    execFileSync("chmod", ["-R", "a-w", settings.cacheDir]);
    onTestFinished(() => void execFileSync("chmod", ["-R", "u+w", settings.cacheDir]));
  }
  for (const revision of ["main", commit]) expect((await fetch({ revision })).commit).toBe(commit);
  await expect(fetch({ dtype: "q8" })).rejects.toMatchObject({
    code: "cache_failed",
    message: expect.stringMatching(/(EROFS|EACCES).*Allow writing there, or choose another folder by HF_HUB_CACHE or cacheDir/),
  });
});

test("a cache that may not be read", async ({ skip }) => {
  skip(isRoot, "root may read everything");
  const { fetch, folder } = await makeKit();
  await fetch();
  await chmod(folder, 0);
  onTestFinished(() => chmod(folder, 0o755));
  await expect(fetch()).rejects.toMatchObject({ code: "cache_failed", message: /EACCES/ });
});

test.each([
  ["a file in place of the cache", async (cacheDir: string) => writeFile(cacheDir, "")],
  ["a file in place of the repository", async (cacheDir: string) => writeIn(join(cacheDir, "models--org--tiny"))],
  ["a file in place of the blobs", async (cacheDir: string) => writeIn(join(cacheDir, "models--org--tiny/blobs"))],
  ["a file in place of the locks", async (cacheDir: string) => writeIn(join(cacheDir, ".locks"))],
  ["a link to nowhere in place of the cache", async (cacheDir: string) => symlink(join(cacheDir, "../nowhere"), cacheDir)],
])("%s: an error that says what is in the way", async (_, prepare) => {
  const { fetch, settings } = await makeKit();
  await prepare(settings.cacheDir);
  const error = await fetch().catch((error) => error);
  expect(error).toMatchObject({ code: "cache_failed", message: expect.stringContaining(settings.cacheDir) });
  expect(error.message).toMatch(/Choose another folder by HF_HUB_CACHE or cacheDir, or remove what is in the way/);
});

async function writeIn(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, "");
}
