import { type TokenVectors, vectorCount } from "./token-vectors.ts";

// Symmetric: -128 has no counterpart and is not used.
const largest = 127;
const smallestNormal = 2 ** -126;

/**
 * Vectors as integers of 8 bits, a quarter of the room: each vector has a scale of its own, its largest number through 127. A number
 * changes by at most half of that; the dot product with a vector of length 1 by at most `√dimensions / 2` times the scale.
 *
 * @example
 * import { quantiseVectors } from "secondpass/rank";
 *
 * const { data, scales } = quantiseVectors({ dimensions: 2, data: Float32Array.of(0.5, -0.125, 0, 1) });
 * [...data]; // => [127, -32, 0, 127]
 * scales.length; // => 2
 */
export function quantiseVectors(vectors: TokenVectors): TokenVectors & { data: Int8Array; scales: Float32Array } {
  const { dimensions, data } = vectors;
  const count = vectorCount(vectors);
  if (data instanceof Int8Array) return { dimensions, data, scales: vectors.scales ?? new Float32Array(count).fill(1) };
  const integers = new Int8Array(data.length);
  const scales = new Float32Array(count);
  for (let vector = 0; vector < count; vector++) {
    const start = vector * dimensions;
    let most = 0;
    for (let i = start; i < start + dimensions; i++) most = Math.max(most, Math.abs(data[i] as number));
    const scale = Math.fround(most / largest);
    // Zeros, or so near to them that the scale itself would be off by half.
    if (scale < smallestNormal) continue;
    scales[vector] = scale;
    for (let i = start; i < start + dimensions; i++) integers[i] = Math.round((data[i] as number) / scale);
  }
  return { dimensions, data: integers, scales };
}
