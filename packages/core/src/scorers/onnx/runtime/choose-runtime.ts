import { isRerankError, RerankError, type Warning } from "../../../contract/index.ts";
import { whyNotLoaded } from "../../../io/import-peer.ts";
import { loadNativeRuntime } from "./native-runtime.ts";
import type { OnnxRuntime } from "./onnx-runtime.ts";
import { checkWasmProviders, loadWasmRuntime } from "./wasm-runtime.ts";

/**
 * - `native` onnxruntime-node.
 * - `wasm` onnxruntime-web: slower, but the same on every machine.
 * - `auto` the first of them that can be loaded.
 */
export type RuntimeChoice = "auto" | "native" | "wasm";

/** A runtime, and what there is to say about how it was chosen. */
export interface ChosenRuntime {
  runtime: OnnxRuntime;
  warnings: Warning[];
}

const native = "onnxruntime-node";
const wasm = "onnxruntime-web";

/**
 * Loads a runtime.
 *
 * @throws {RerankError} `missing_peer` where it cannot be loaded, `invalid_config` where it lacks an execution provider
 */
export async function chooseRuntime(choice: RuntimeChoice, executionProviders: readonly string[]): Promise<ChosenRuntime> {
  if (choice === "wasm") {
    checkWasmProviders(executionProviders);
    return { runtime: await loadWasmRuntime(), warnings: [] };
  }
  try {
    return { runtime: await loadNativeRuntime(), warnings: [] };
  } catch (error) {
    // Who asks for a graphics card has to hear what it lacks; a slow run without it would be no answer.
    const needsNative = executionProviders.some((name) => name !== "cpu" && name !== "wasm");
    if (choice === "native" || needsNative || !isMissing(error)) throw error;
    return fallBack(error);
  }
}

async function fallBack(error: RerankError): Promise<ChosenRuntime> {
  const why = whyNotLoaded(native, error.cause);
  try {
    const runtime = await loadWasmRuntime();
    const message = `${why}: ${wasm} runs the model, more slowly; to have it so without this warning, set runtime to "wasm"`;
    return { runtime, warnings: [{ code: "wasm_runtime", message }] };
  } catch (second) {
    if (!isMissing(second)) throw second;
    throw new RerankError(
      "missing_peer",
      `a local model needs a runtime: ${why}, and ${whyNotLoaded(wasm, second.cause)}; run \`npm install ${native}\`, or ` +
        `\`npm install ${wasm}\` where the first has no binaries (Alpine, macOS on Intel), or choose a reranker that needs neither, such as "lexical"`,
      { cause: new AggregateError([error, second]) },
    );
  }
}

function isMissing(error: unknown): error is RerankError {
  return isRerankError(error) && error.code === "missing_peer";
}
