import { RerankError } from "../../contract/index.ts";
import { describe } from "../../rank/index.ts";

/**
 * Cosine of the vectors of two positions.
 *
 * @param indexes where in `vectors` the vector of each position is
 * @throws {RerankError} `invalid_options` for a vector that is missing, of another length, of length 0 or not finite
 *
 * @example
 * vectorSimilarity([[1, 0], [0, 2], [3, 3]], [2, 0])(0, 1).toFixed(3); // => "0.707"
 */
export function vectorSimilarity(
  vectors: readonly (readonly number[])[],
  indexes: readonly number[],
): (a: number, b: number) => number {
  const dimensions = vectors[indexes[0] ?? 0]?.length;
  const units = indexes.map((index) => {
    const vector = vectors[index];
    if (!vector || vector.length !== dimensions) {
      const found = vector ? `${vector.length} numbers` : describe(vector);
      throw new RerankError(
        "invalid_options",
        `vectors[${index}] must have ${dimensions ?? "some"} numbers, as others have, got ${found}`,
      );
    }
    const length = Math.sqrt(vector.reduce((sum, value) => sum + value ** 2, 0));
    if (!(length > 0 && Number.isFinite(length))) {
      throw new RerankError(
        "invalid_options",
        `vectors[${index}] has the length ${length}; vectors must be finite and not all 0`,
      );
    }
    return vector.map((value) => value / length);
  });
  return (a, b) => {
    const other = units[b] as number[];
    return (units[a] as number[]).reduce((sum, value, i) => sum + value * (other[i] as number), 0);
  };
}
