import { readFile, realpath, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { showDownload } from "../../packages/cli/src/show-download.ts";
import { hubEnvironment } from "../data/hub-environment.ts";
import { miniFiles, repositoryOf } from "../data/hub-repository.ts";
import { startHubServer } from "../data/hub-server.ts";
import { runSecondpass } from "./run-secondpass.ts";

const id = "cross-encoder/ms-marco-MiniLM-L6-v2";

async function makeHub() {
  const repository = repositoryOf(await miniFiles("onnx/model.onnx", "onnx/model_quantized.onnx"));
  const server = await startHubServer({ [id]: repository });
  const env = await hubEnvironment(server);
  const commit = repository.refs.main as string;
  const directory = join(env.HF_HUB_CACHE as string, "models--cross-encoder--ms-marco-MiniLM-L6-v2/snapshots", commit);
  return { server, env, commit, directory };
}

test("models pull, then rerank with it, offline", async () => {
  const { server, env, commit, directory } = await makeHub();
  const { code, stdout, stderr } = await runSecondpass(["models", "pull", id], { environment: env });
  expect({ code, stdout }).toEqual({ code: 0, stdout: `${id}@${commit} onnx/model.onnx\n${directory}\n` });
  expect(stderr.split("\n")).toContain(`secondpass: fetching onnx/model.onnx of ${id} (2.2 MB in all)`);
  await server.stop();
  const args = ["rerank", "--query", "install rust", "--input", "-", "--json", "--reranker", `local:${id}`];
  const ranked = await runSecondpass(args, {
    environment: { ...env, HF_HUB_OFFLINE: "1" },
    input: "Paris is mild.\nInstall Rust with rustup.",
  });
  expect(JSON.parse(ranked.stdout).receipt).toMatchObject({ servedBy: `local:${id}`, model: { id, revision: commit } });
});

test("models pull --json prints one document on stdout", async () => {
  const { env, commit, directory } = await makeHub();
  const args = ["models", "pull", `${id}@${commit}`, "--dtype", "q8", "--json"];
  const { code, stdout } = await runSecondpass(args, { environment: env });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({ id, revision: commit, file: "onnx/model_quantized.onnx", directory, warnings: [] });
});

test("models verify: sound, then damaged", async () => {
  const { env, directory } = await makeHub();
  await runSecondpass(["models", "pull", id], { environment: env });
  const sound = await runSecondpass(["models", "verify", id], { environment: env });
  expect(sound).toMatchObject({ code: 0, stderr: "" });
  expect(sound.stdout).toMatch(/onnx\/model\.onnx\s+│ 1\.8 MB\s+│ ok/);
  const file = await realpath(join(directory, "tokenizer.json"));
  await writeFile(file, (await readFile(file, "utf8")).replace("a", "b"));
  const damaged = await runSecondpass(["models", "verify", id, "--json"], { environment: env });
  expect(damaged.code).toBe(1);
  expect(damaged.stderr).toContain(`is damaged: remove what follows and pull it again\n  ${file}\n`);
  const { isSound, files } = JSON.parse(damaged.stdout);
  expect(isSound).toBe(false);
  expect(files).toContainEqual({ path: "tokenizer.json", location: file, bytes: expect.any(Number), status: "wrong_hash" });
  await rm(file);
  await runSecondpass(["models", "pull", id], { environment: env });
  expect((await runSecondpass(["models", "verify", id], { environment: env })).code).toBe(0);
});

test("models list: a table and JSON, with what is cached and what cannot be used", async () => {
  const { env } = await makeHub();
  await runSecondpass(["models", "pull", id], { environment: env });
  const { code, stdout, stderr } = await runSecondpass(["models", "list"], { environment: env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/ms-marco-MiniLM-L6-v2\s+│ local\s+│ 22\.7 M\s+│ 512\s+│ en\s+│ apache-2\.0\s+│ yes/);
  expect(stdout).toMatch(
    /jina-reranker-v2-base-multilingual\s+│ local\s+│ 278 M\s+│ 1024\s+│ multilingual\s+│ cc-by-nc-4\.0 \(non-commercial\) │ +│/,
  );
  expect(stdout).toMatch(/jinaai\/jina-reranker-v3: it is not a cross-encoder/);
  const { models } = JSON.parse((await runSecondpass(["models", "list", "--json"], { environment: env })).stdout);
  expect(models.filter(({ cached }: { cached: boolean }) => cached)).toEqual([expect.objectContaining({ id, repository: id })]);
});

test.each<[string, string[], number, RegExp]>([
  ["no subcommand", [], 2, /Usage: secondpass models/],
  ["no model", ["pull"], 2, /missing required argument 'id'/],
  ["no such dtype", ["pull", "org/name", "--dtype", "int4"], 2, /fp32, fp16/],
  ["what is no name", ["pull", "./my-model"], 2, /neither a directory nor a model's name.*invalid_config/],
  ["a model that cannot be used", ["pull", "jinaai/jina-reranker-v3"], 1, /not a cross-encoder.*invalid_model/],
  ["a model that is not there", ["pull", "org/missing"], 1, /has no model org\/missing.*model_not_found/],
  [
    "a file that is not there",
    ["pull", id, "--file", "onnx/model_q4.onnx"],
    1,
    /choose one with the option file: onnx\/model\.onnx/,
  ],
  ["nothing to verify", ["verify", "org/missing"], 1, /nothing of org\/missing@main is in the cache.*models pull org\/missing/],
])("%s: exit code and message", async (_, args, expected, message) => {
  const { env } = await makeHub();
  const { code, stdout, stderr } = await runSecondpass(["models", ...args], { environment: env });
  expect(stderr).toMatch(message);
  expect({ code, stdout }).toEqual({ code: expected, stdout: "" });
});

test("offline: says what to stage and where", async () => {
  const { env } = await makeHub();
  const { code, stderr } = await runSecondpass(["models", "pull", id], { environment: { ...env, HF_HUB_OFFLINE: "1" } });
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /`secondpass models pull cross-encoder\/ms-marco-MiniLM-L6-v2` and bring .*hub\/models--cross-encoder--/,
  );
});

test("a bar at a terminal, which is gone in the end; lines elsewhere", () => {
  const progress = (receivedBytes: number, file: string) => ({ id, file, receivedBytes, totalBytes: 91_000_000 });
  for (const isTTY of [true, false]) {
    const written: string[] = [];
    const display = showDownload({ isTTY, write: (text) => written.push(text) });
    display.onDownload(progress(45_500_000, "onnx/model.onnx"));
    display.onDownload(progress(45_500_001, "onnx/model.onnx"));
    display.onDownload(progress(91_000_000, "onnx/model.onnx"));
    display.end();
    const full = `\r\x1b[K${"█".repeat(24)} 100 % of 91.0 MB, onnx/model.onnx`;
    const half = `\r\x1b[K${"█".repeat(12)}${"░".repeat(12)} 50 % of 91.0 MB, onnx/model.onnx`;
    const line = `secondpass: fetching onnx/model.onnx of ${id} (91.0 MB in all)\n`;
    expect(written).toEqual(isTTY ? [half, full, "\r\x1b[K"] : [line]);
  }
});
