import { RerankError } from "secondpass";
import { toModelError } from "secondpass/adapter";
import type { Embedder, TextKind } from "./embedder.ts";

/** Makes vectors that can be compared: each of length 1, so that the product of two is their cosine. */
export interface UnitEmbedder {
  /** How many numbers a vector has; undefined before the first. */
  readonly dimensions: number | undefined;
  embed(texts: readonly string[], kind: TextKind, signal: AbortSignal): Promise<Float32Array[]>;
}

/**
 * Holds an embedder to its word.
 *
 * `embed` throws {RerankError} `invalid_response` for another number of vectors, vectors of different lengths, numbers that are none,
 * or only zeros; and what the embedder throws, as one of our codes.
 */
export function unitEmbedder(embedder: Embedder): UnitEmbedder {
  const { id } = embedder;
  const refuse = (what: string) => new RerankError("invalid_response", `${id} gave ${what}`, { provider: id });
  let dimensions: number | undefined;

  async function ask(texts: readonly string[], kind: TextKind, signal: AbortSignal): Promise<unknown> {
    try {
      return await embedder.embed(texts, kind, signal);
    } catch (error) {
      signal.throwIfAborted();
      throw toModelError(error, id);
    }
  }

  return {
    get dimensions() {
      return dimensions;
    },
    async embed(texts, kind, signal) {
      const vectors = await ask(texts, kind, signal);
      if (!Array.isArray(vectors)) throw refuse(`${typeof vectors} where vectors belong`);
      if (vectors.length !== texts.length) throw refuse(`${vectors.length} vectors for ${texts.length} texts`);
      dimensions ??= vectors[0]?.length;
      return vectors.map((vector: unknown, i) => {
        const fault = faultOf(vector, dimensions);
        if (fault === undefined) return toUnitLength(vector as ArrayLike<number>);
        throw refuse(`${fault}, for the ${kind} ${JSON.stringify(texts[i]?.slice(0, 60))}`);
      });
    },
  };
}

function faultOf(vector: unknown, dimensions: number | undefined): string | undefined {
  if (!Array.isArray(vector) && !ArrayBuffer.isView(vector)) {
    return `${vector === null ? "null" : typeof vector} where a vector belongs`;
  }
  const numbers = vector as ArrayLike<unknown>;
  if (numbers.length === 0) return "an empty vector";
  if (numbers.length !== dimensions) return `a vector of ${numbers.length} numbers where others have ${dimensions}`;
  let isZero = true;
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i];
    if (typeof value !== "number" || !Number.isFinite(value)) return `${value} in a vector, at place ${i}`;
    if (value !== 0) isZero = false;
  }
  return isZero ? "a vector of zeros, which has no direction" : undefined;
}

function toUnitLength(numbers: ArrayLike<number>): Float32Array {
  let largest = 0;
  for (let i = 0; i < numbers.length; i++) largest = Math.max(largest, Math.abs(numbers[i] as number));
  // Squares of the smallest and of the largest numbers are 0 and infinite; these are at most 1, and one of them is.
  let squares = 0;
  for (let i = 0; i < numbers.length; i++) squares += ((numbers[i] as number) / largest) ** 2;
  const length = Math.sqrt(squares);
  return Float32Array.from(numbers, (value) => value / largest / length);
}
