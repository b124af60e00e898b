import type { Pooling } from "./pooling-layout.ts";

/**
 * One vector of those of a text's tokens.
 *
 * @param values vectors one after the other, those of padding behind the others
 * @param count tokens of the text, without padding
 *
 * @example
 * const values = Float32Array.of(1, 4, 3, 0, 9, 9);
 * [...poolTokens(values, 2, 2, "mean")]; // => [2, 2]
 * [...poolTokens(values, 2, 2, "cls")]; // => [1, 4]
 * [...poolTokens(values, 2, 2, "last")]; // => [3, 0]
 * [...poolTokens(values, 2, 2, "max")]; // => [3, 4]
 */
export function poolTokens(values: Float32Array, dimensions: number, count: number, pooling: Pooling): Float32Array {
  if (pooling === "cls") return values.slice(0, dimensions);
  if (pooling === "last") return values.slice((count - 1) * dimensions, count * dimensions);
  return Float32Array.from({ length: dimensions }, (_, dimension) => {
    let sum = 0;
    let most = Number.NEGATIVE_INFINITY;
    for (let token = 0; token < count; token++) {
      const value = values[token * dimensions + dimension] as number;
      sum += value;
      most = Math.max(most, value);
    }
    return pooling === "mean" ? sum / count : most;
  });
}
