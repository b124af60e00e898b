import { readFile } from "node:fs/promises";
import { RerankError } from "../../../contract/index.ts";
import { importPeer } from "../../../io/import-peer.ts";
import { readExternalData } from "./external-data.ts";
import type { OnnxRuntime } from "./onnx-runtime.ts";

// Both names mean the processor.
const known = ["wasm", "cpu"];

/**
 * Under Node the package reads its .wasm file from its own folder.
 *
 * @throws {RerankError} `missing_peer`
 */
export async function loadWasmRuntime(): Promise<OnnxRuntime> {
  const ort = await importPeer<typeof import("onnxruntime-web")>("onnxruntime-web", () => import("onnxruntime-web"));
  ort.env.logLevel = "fatal";
  // More would be further workers inside this one, for which a page's rules about shared memory are made.
  ort.env.wasm.numThreads = 1;
  return {
    name: "wasm",
    Tensor: ort.Tensor,
    async createSession(modelFile, options) {
      // It has no file system: what a graph refers to must be handed over with it.
      const graph = await readFile(modelFile);
      const externalData = await readExternalData(modelFile, graph);
      return ort.InferenceSession.create(graph, { ...options, executionProviders: ["wasm"], externalData });
    },
  };
}

/** @throws {RerankError} `invalid_config` naming the execution providers that WebAssembly does not have */
export function checkWasmProviders(executionProviders: readonly string[]): void {
  const foreign = executionProviders.filter((name) => !known.includes(name));
  if (foreign.length === 0) return;
  throw new RerankError(
    "invalid_config",
    `the runtime "wasm" runs on the processor and has no execution provider ${foreign.join(", ")}; leave executionProviders out, or choose the runtime "native"`,
  );
}
