import { RerankError } from "../../../contract/index.ts";
import { type Initializer, readInitializers } from "./read-initializers.ts";

// Exporters name tensors after the modules that they were in, and quantising appends to that. Tables of distances between tokens, which
// have no last position, are named otherwise; whatever is named otherwise is not judged.
const tableName = /(^|[./])(position_embeddings|wpe)\.weight(_quantized)?$/;

/**
 * Refuses a window that is longer than the graph's table of positions: without that, the first long document would find out.
 *
 * @param maxTokens the window
 * @param firstPosition of the first token
 * @throws {RerankError} `invalid_model` with both numbers
 */
export function checkPositions(maxTokens: number, modelFile: string, firstPosition: number): void {
  const rows = positionRows(readInitializers(modelFile));
  if (rows === undefined) return;
  const positions = rows - firstPosition;
  if (maxTokens <= positions) return;
  throw new RerankError(
    "invalid_model",
    `${modelFile} has positions for ${positions} tokens, but by its configuration it reads ${maxTokens}: set maxTokens to at most ${positions}, ` +
      "or use the config.json that was exported with it",
  );
}

/** Rows of the table of positions, where the graph has one that can be told by its name; of several the largest. */
export function positionRows(initializers: readonly Initializer[]): number | undefined {
  const tables = initializers.filter(({ name, dims }) => tableName.test(name) && dims.length === 2);
  return tables.length > 0 ? Math.max(...tables.map(({ dims }) => dims[0] as number)) : undefined;
}
