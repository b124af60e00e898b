import { execFile, execFileSync } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { pullModel, verifyModel } from "secondpass/models";
import { beforeEach, expect, test, vi } from "vitest";
import { stubHubEnvironment } from "../../../data/hub-environment.ts";
import { repositoryOf } from "../../../data/hub-repository.ts";
import { startHubServer } from "../../../data/hub-server.ts";
import { files } from "./hub-kit.ts";

// SECONDPASS_PYTHON names an interpreter with huggingface_hub; nothing of it is needed otherwise.
const python = process.env.SECONDPASS_PYTHON ?? "python3";
const id = "org/tiny";
const wanted = ["config.json", "tokenizer.json", "tokenizer_config.json", "onnx/model.onnx", "onnx/model.onnx_data"];

const hasHub = (() => {
  try {
    execFileSync(python, ["-c", "import huggingface_hub"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

beforeEach(({ skip }) => skip(!hasHub, "no Python with huggingface_hub here; SECONDPASS_PYTHON may name one"));

/** Paths of the files as huggingface_hub gives them. */
async function download(names: readonly string[], isLocalOnly: boolean): Promise<string[]> {
  const code = `
import json, sys
from huggingface_hub import hf_hub_download
print(json.dumps([hf_hub_download("${id}", name, local_files_only=${isLocalOnly ? "True" : "False"}) for name in sys.argv[1:]]))`;
  const { stdout } = await promisify(execFile)(python, ["-c", code, ...names], { env: process.env });
  return JSON.parse(stdout.trim().split("\n").at(-1) as string);
}

test("what was pulled here is what Python finds, without a download", { timeout: 60_000 }, async () => {
  const server = await startHubServer({ [id]: repositoryOf(files) });
  await stubHubEnvironment(server);
  const { directory } = await pullModel({ model: id });
  expect(await download(wanted, true)).toEqual(wanted.map((name) => join(directory, name)));
  server.requests.length = 0;
  await download(wanted, false);
  expect(server.requests.filter(({ method, url }) => method === "GET" && url.includes("/resolve/"))).toEqual([]);
});

test("what Python downloaded is used here, offline, and is sound", { timeout: 60_000 }, async () => {
  const server = await startHubServer({ [id]: repositoryOf(files) });
  const cacheDir = await stubHubEnvironment(server);
  const paths = await download(wanted, false);
  vi.stubEnv("HF_HUB_OFFLINE", "1");
  const { directory, file } = await pullModel({ model: id });
  expect(join(directory, file)).toBe(paths[3]);
  expect(directory).toContain(cacheDir);
  expect((await verifyModel({ model: id })).isSound).toBe(true);
});
