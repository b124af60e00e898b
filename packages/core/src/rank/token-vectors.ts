import { RerankError } from "../contract/index.ts";

/** Vectors of a text, one for each of its tokens, or one for all of it. */
export interface TokenVectors {
  /** Length of one vector. */
  dimensions: number;
  /** One vector after the other. Integers are multiples of their vector's scale. */
  data: Float32Array | Int8Array;
  /** Of integers: what those of each vector are multiples of. */
  scales?: Float32Array;
}

/** How many there are. */
export function vectorCount({ dimensions, data }: TokenVectors): number {
  return data.length / dimensions;
}

/**
 * Refuses what is not one vector or more, all of finite numbers.
 *
 * @param whose whose vectors they are, for the message
 * @param dimensions what one vector must have; default: whatever they say themselves
 * @throws {RerankError} `invalid_vectors`
 */
export function checkTokenVectors(vectors: TokenVectors, whose: string, dimensions: number = vectors.dimensions): void {
  const fault = faultOf(vectors, dimensions);
  if (fault === undefined) return;
  throw new RerankError("invalid_vectors", `${whose} ${fault}`);
}

function faultOf({ dimensions, data, scales }: TokenVectors, wanted: number): string | undefined {
  if (dimensions !== wanted) return `have ${dimensions} dimensions, not ${wanted}: they are another model's`;
  if (!Number.isInteger(dimensions) || dimensions < 1) return `have ${dimensions} dimensions, not a whole number above 0`;
  const isWhole = data instanceof Int8Array;
  if (!isWhole && !(data instanceof Float32Array)) return "are neither a Float32Array nor an Int8Array";
  const count = data.length / dimensions;
  if (count < 1 || !Number.isInteger(count))
    return `have ${data.length} numbers, which is not a multiple of ${dimensions} above 0`;
  if (!isWhole) return finiteFault(data, "number");
  if (!(scales instanceof Float32Array) || scales.length !== count) {
    return `are ${count} of integers and need as many scales in a Float32Array, not ${scales?.length ?? "none"}`;
  }
  return finiteFault(scales, "scale");
}

function finiteFault(values: Float32Array, what: string): string | undefined {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) return `hold the ${what} ${values[i]} at ${i}`;
  }
  return undefined;
}
