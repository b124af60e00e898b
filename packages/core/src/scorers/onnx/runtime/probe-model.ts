import { isRerankError, RerankError } from "../../../contract/index.ts";
import { checkPositions } from "./check-positions.ts";
import type { EncodedInput } from "./pad-batch.ts";

/** A loaded model, and what it is tried on. */
export interface ModelProbe {
  modelFile: string;
  tokenizerFile: string;
  /** Inputs of different lengths, two unless the model runs one at a time: a fixed batch size or length shows itself. */
  inputs: readonly EncodedInput[];
  /** What one of them is, and several are, for messages. */
  names: readonly [one: string, several: string];
  maxTokens: number;
  firstPosition: number;
  /** One above the tokenizer's highest id. */
  vocabularySize: number;
  run(inputs: readonly EncodedInput[]): Promise<unknown>;
}

/**
 * Runs a model on what it will be given, shortly after it was loaded.
 *
 * @throws {RerankError} `invalid_config` as `run` does, `invalid_model` when it does not take a batch or has too few positions, `invalid_tokenizer` when it lacks the tokenizer's last token
 */
export async function probeModel(probe: ModelProbe): Promise<void> {
  const { modelFile, tokenizerFile, inputs, names, vocabularySize, run } = probe;
  checkPositions(probe.maxTokens, modelFile, probe.firstPosition);
  try {
    await run(inputs);
  } catch (cause) {
    // What the caller has to say is no fault of the model's.
    if (isRerankError(cause) && cause.code === "invalid_config") throw cause;
    const what = inputs.length > 1 ? `a batch of two ${names[1]}` : `a ${names[0]}`;
    throw new RerankError("invalid_model", `${modelFile} does not take ${what}: ${(cause as Error).message}`, { cause });
  }
  try {
    await run([{ ids: [vocabularySize - 1] }]);
  } catch (cause) {
    throw new RerankError(
      "invalid_tokenizer",
      `${tokenizerFile} has ${vocabularySize} pieces, but ${modelFile} does not know the last: it belongs to another model; ${(cause as Error).message}`,
      { cause },
    );
  }
}
