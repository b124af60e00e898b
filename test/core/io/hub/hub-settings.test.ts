import { mkdir, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readHubSettings } from "../../../../packages/core/src/io/hub/hub-settings.ts";
import { makeTemporaryFolder } from "../../../data/temporary-folder.ts";

const cache = (environment: Record<string, string>) => readHubSettings({}, environment).then(({ cacheDir }) => cacheDir);

test("the cache is where huggingface_hub has it, with its precedence", async () => {
  expect(await cache({})).toBe(join(homedir(), ".cache/huggingface/hub"));
  expect(await cache({ XDG_CACHE_HOME: "/x" })).toBe("/x/huggingface/hub");
  expect(await cache({ XDG_CACHE_HOME: "/x", HF_HOME: "/h" })).toBe("/h/hub");
  expect(await cache({ HF_HOME: "/h", HUGGINGFACE_HUB_CACHE: "/old" })).toBe("/old");
  expect(await cache({ HUGGINGFACE_HUB_CACHE: "/old", HF_HUB_CACHE: "~/new" })).toBe(join(homedir(), "new"));
  expect((await readHubSettings({ cacheDir: "~/mine" }, { HF_HUB_CACHE: "/c" })).cacheDir).toBe(join(homedir(), "mine"));
});

test("the token comes from HF_TOKEN, else from the file of a login, and may be switched off", async () => {
  const home = await makeTemporaryFolder();
  await mkdir(join(home, "other"));
  await writeFile(join(home, "token"), "from_file\n");
  await writeFile(join(home, "other/token"), "from_path");
  const token = (more: Record<string, string>) =>
    readHubSettings({}, { HF_HOME: home, ...more }).then((settings) => settings.token);
  expect(await token({})).toBe("from_file");
  expect(await token({ HF_TOKEN: " from_variable " })).toBe("from_variable");
  expect(await token({ HF_TOKEN_PATH: join(home, "other/token") })).toBe("from_path");
  expect(await token({ HF_TOKEN: "from_variable", HF_HUB_DISABLE_IMPLICIT_TOKEN: "1" })).toBeUndefined();
  expect(await token({ HF_HOME: join(home, "other/nothing") })).toBeUndefined();
});

test.each([
  ["1", true],
  ["true", true],
  ["ON", true],
  ["0", false],
  ["", false],
])("HF_HUB_OFFLINE=%s", async (value, isOffline) => {
  expect((await readHubSettings({}, { HF_HUB_OFFLINE: value })).isOffline).toBe(isOffline);
  expect((await readHubSettings({}, { TRANSFORMERS_OFFLINE: value })).isOffline).toBe(isOffline);
});

test("HF_ENDPOINT loses its slash, and has to be an address", async () => {
  expect((await readHubSettings({}, { HF_ENDPOINT: "https://mirror.example/" })).endpoint).toBe("https://mirror.example");
  expect((await readHubSettings({}, {})).endpoint).toBe("https://huggingface.co");
  for (const endpoint of ["mirror.example", "file:///models"]) {
    const error = await readHubSettings({}, { HF_ENDPOINT: endpoint }).catch((error) => error);
    expect(error).toMatchObject({ code: "invalid_config", message: expect.stringContaining(endpoint) });
  }
});

test("HF_HUB_DOWNLOAD_TIMEOUT is in seconds", async () => {
  expect((await readHubSettings({}, { HF_HUB_DOWNLOAD_TIMEOUT: "25" })).timeoutMs).toBe(25_000);
  expect((await readHubSettings({}, { HF_HUB_DOWNLOAD_TIMEOUT: "soon" })).timeoutMs).toBe(10_000);
});
