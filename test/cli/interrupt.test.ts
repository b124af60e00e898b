import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { hubEnvironment } from "../data/hub-environment.ts";
import { miniFiles, repositoryOf } from "../data/hub-repository.ts";
import { type HubRequestRecord, startHubServer } from "../data/hub-server.ts";
import { runSecondpass } from "./run-secondpass.ts";

const id = "org/mini";
const isWeights = ({ host }: HubRequestRecord) => host === "storage";
const half = 500_000;

/** A Hub whose weights stop half-way, until the tap is opened. */
async function makeHub() {
  const repository = repositoryOf(await miniFiles("onnx/model.onnx"));
  const server = await startHubServer({ [id]: repository });
  server.fault = (request) => (isWeights(request) ? { stallAfter: half } : undefined);
  const env = await hubEnvironment(server);
  const folder = join(env.HF_HUB_CACHE as string, "models--org--mini");
  const partial = async () => {
    const names = await readdir(join(folder, "blobs"));
    return (await stat(join(folder, "blobs", names.find((name) => name.endsWith(".incomplete")) ?? ""))).size;
  };
  const locks = async () => (await readdir(join(folder, "../.locks"), { recursive: true })).filter((name) => /lock$/.test(name));
  const whenHalf = () => vi.waitFor(async () => expect(await partial()).toBe(half), 10_000);
  const model = join(folder, "snapshots", repository.refs.main as string, "onnx/model.onnx");
  return { server, env, partial, locks, whenHalf, model };
}

const rerankArgs = ["rerank", "--query", "install rust", "--input", "-", "--reranker", `local:${id}`];

test.each([
  ["models pull", ["models", "pull", id]],
  ["rerank", rerankArgs],
])("Ctrl-C during the download of %s: exit code 130, no lock, and the next one goes on", async (_, args) => {
  const { server, env, partial, locks, whenHalf } = await makeHub();
  const input = "Paris is mild.\nInstall Rust with rustup.";
  const { code, stdout, stderr } = await runSecondpass(args, { environment: env, input, interruptWhen: whenHalf() });
  expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
  expect(stderr.split("\n").slice(-2)).toEqual(["secondpass: interrupted", ""]);
  expect(await partial()).toBe(half);
  expect(await locks()).toEqual([]);
  server.requests.length = 0;
  server.fault = () => undefined;
  expect((await runSecondpass(args, { environment: env, input })).code).toBe(0);
  expect(server.requests.filter(isWeights).map(({ range }) => range)).toEqual([`bytes=${half}-`]);
});

test("Ctrl-C while documents are scored, or the model is loaded for it: exit code 130", async () => {
  const { server, env, model } = await makeHub();
  server.fault = () => undefined;
  // Far more than can be scored before the interrupt, no two of them alike.
  const text = "All about Rust, its tools and how they are installed. ".repeat(20);
  const input = Array.from({ length: 20_000 }, (_, index) => `${index} ${text}`).join("\n");
  const interruptWhen = vi.waitFor(() => stat(model), 10_000);
  const { code, stdout, stderr } = await runSecondpass(rerankArgs, { environment: env, input, interruptWhen });
  expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
  expect(stderr).toMatch(/secondpass: interrupted\n$/);
});

test("rerank says what it downloads, on stderr, and nothing when it is there", async () => {
  const { server, env } = await makeHub();
  server.fault = () => undefined;
  const options = { environment: env, input: "Paris is mild.\nInstall Rust with rustup." };
  const first = await runSecondpass([...rerankArgs, "--json"], options);
  expect(first.stderr.split("\n")).toContain("secondpass: fetching onnx/model.onnx of org/mini (2.2 MB in all)");
  expect(JSON.parse(first.stdout).receipt.model).toMatchObject({ id });
  expect((await runSecondpass([...rerankArgs, "--json"], options)).stderr).toBe("");
});
