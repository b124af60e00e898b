import type { InferenceSession, Tensor } from "onnxruntime-node";

/** What runs a graph. The two that there are share one interface, so that nothing else asks which it is. */
export interface OnnxRuntime {
  readonly Tensor: typeof Tensor;
  /** Where a graph runs that nothing else was asked for. */
  readonly name: "native" | "wasm";
  createSession(modelFile: string, options: InferenceSession.SessionOptions): Promise<InferenceSession>;
}
