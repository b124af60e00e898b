import { cpSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runProgram } from "../support/run-program.ts";
import { asInstalledHere, newProject } from "./support/new-project.ts";
import { root } from "./support/repository.ts";

const project = newProject(["model-mini", "core"], [asInstalledHere("onnxruntime-web")]);
const { folder: cwd } = project;
const native = join(cwd, "node_modules/onnxruntime-node");

beforeEach(({ skip }) => project.skipWithoutRegistry(skip));

// Loaded first in the process and in each of its workers: whoever wants to fetch something fails.
const noNetwork = `
  const refuse = () => { throw new Error("there is no network"); };
  globalThis.fetch = refuse;
  require("node:net").Socket.prototype.connect = refuse;
`;
const imports = {
  "program.mjs": 'import { createReranker } from "secondpass";',
  "program.cjs": 'const { createReranker } = require("secondpass");',
};

/** What a call says, or the error, where only WebAssembly can run. */
async function rerank(options: object, file: keyof typeof imports = "program.mjs"): Promise<unknown> {
  const program = `${imports[file]}
    createReranker({ local: { blend: 0, ...${JSON.stringify(options)} } }).then(async (reranker) => {
      const { results, receipt } = await reranker.rerank("how do I install rust", ["Install Rust with rustup: curl https://sh.rustup.rs"]);
      console.log(JSON.stringify({ score: results[0].score.toFixed(3), warnings: receipt.warnings }));
    }).catch((error) => console.log(JSON.stringify(error)));`;
  writeFileSync(join(cwd, file), program);
  writeFileSync(join(cwd, "no-network.cjs"), noNetwork);
  const { code, stdout, stderr } = await runProgram(process.execPath, ["--require", "./no-network.cjs", file], { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout);
}

// The logit of the case "relevant" in the bundled model's own checks.
const score = "-1.237";
const warning = (why: string) => [{ code: "wasm_runtime", message: expect.stringContaining(why) }];

describe("without onnxruntime-node", () => {
  test.each(["program.mjs", "program.cjs"] as const)(
    "the model runs in WebAssembly, and the receipt says so: %s",
    async (file) => {
      const warnings = warning("onnxruntime-node is not installed");
      expect(await rerank({}, file)).toEqual({ score, warnings });
    },
  );

  test("no warning where WebAssembly was asked for", async () => {
    expect(await rerank({ runtime: "wasm" })).toEqual({ score, warnings: [] });
  });

  test("whoever asks for the native runtime, or for a graphics card, hears what is missing", async () => {
    for (const options of [{ runtime: "native" }, { executionProviders: ["cuda", "cpu"] }]) {
      const message = expect.stringContaining("npm install onnxruntime-node");
      expect(await rerank(options)).toMatchObject({ code: "missing_peer", message });
    }
  });
});

describe("with an onnxruntime-node that has no use here", () => {
  const binary = `${sep}bin${sep}`;

  /** The package without its binaries, as on a machine that it has none for. */
  function installWithoutBinaries(): void {
    const real = realpathSync(join(root, "node_modules/onnxruntime-node"));
    cpSync(real, native, { recursive: true, filter: (file) => !file.slice(real.length).startsWith(binary.slice(0, -1)) });
  }

  afterEach(() => rmSync(native, { recursive: true, force: true }));

  test("no binary for this machine: WebAssembly takes its place", async () => {
    installWithoutBinaries();
    const warnings = warning("onnxruntime-node is installed but cannot be loaded here: Cannot find module");
    expect(await rerank({})).toEqual({ score, warnings });
    expect(await rerank({ runtime: "native" })).toMatchObject({
      code: "missing_peer",
      message: expect.stringContaining("onnxruntime-node is installed but cannot be loaded here"),
    });
  });

  test("a binary that this system's loader refuses: WebAssembly takes its place", async () => {
    installWithoutBinaries();
    const folder = `bin/napi-v6/${process.platform}/${process.arch}`;
    cpSync(join(cwd, "package.json"), join(native, folder, "onnxruntime_binding.node"));
    expect(await rerank({})).toEqual({ score, warnings: warning("onnxruntime_binding.node") });
  });
});

test("a runtime that is needed and broken is named beside the one that is not installed", async () => {
  const wasm = join(cwd, "node_modules/onnxruntime-web");
  cpSync(join(wasm, "package.json"), join(cwd, "kept.json"));
  writeFileSync(join(wasm, "package.json"), JSON.stringify({ name: "onnxruntime-web", version: "1.30.0", exports: {} }));
  try {
    const message = expect.stringMatching(
      /onnxruntime-node is not installed, and onnxruntime-web is installed but cannot be loaded/,
    );
    expect(await rerank({})).toMatchObject({ code: "missing_peer", message });
  } finally {
    cpSync(join(cwd, "kept.json"), join(wasm, "package.json"));
  }
});
