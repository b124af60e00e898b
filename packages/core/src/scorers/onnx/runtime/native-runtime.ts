import { importPeer } from "../../../io/import-peer.ts";
import type { OnnxRuntime } from "./onnx-runtime.ts";

/** @throws {RerankError} `missing_peer`, also where the package has no binaries for this machine */
export async function loadNativeRuntime(): Promise<OnnxRuntime> {
  const ort = await importPeer<typeof import("onnxruntime-node")>("onnxruntime-node", () => import("onnxruntime-node"));
  // The engine prints to stderr before it throws; the error carries the same words.
  ort.env.logLevel = "fatal";
  return {
    name: "native",
    Tensor: ort.Tensor,
    createSession: (modelFile, options) => ort.InferenceSession.create(modelFile, options),
  };
}
