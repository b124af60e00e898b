import fc from "fast-check";
import { maxSim, quantiseVectors, type TokenVectors } from "secondpass/rank";
import { expect, test } from "vitest";
import { createGaussian } from "../../bench/model/random.ts";

const real = fc.integer({ min: -4000, max: 4000 }).map((value) => value / 1000);
const vectors = fc
  .integer({ min: 1, max: 24 })
  .chain((dimensions) =>
    fc
      .array(fc.array(real, { minLength: dimensions, maxLength: dimensions }), { minLength: 1, maxLength: 8 })
      .map((rows): TokenVectors => ({ dimensions, data: Float32Array.from(rows.flat()) })),
  );

test("each number changes by at most half of its vector's scale, and the largest stays what it is", () => {
  fc.assert(
    fc.property(vectors, (given) => {
      const { data, scales, dimensions } = quantiseVectors(given);
      given.data.forEach((value, i) => {
        const scale = scales[Math.floor(i / dimensions)] as number;
        expect(Math.abs((data[i] as number) * scale - value)).toBeLessThanOrEqual(scale * 0.50001);
      });
      for (const [row, scale] of scales.entries()) {
        const most = Math.max(...given.data.subarray(row * dimensions, (row + 1) * dimensions).map(Math.abs));
        expect(scale * 127).toBeCloseTo(most, 5);
      }
    }),
  );
});

test("-128 is not used, and zeros stay zeros", () => {
  const { data } = quantiseVectors({ dimensions: 3, data: Float32Array.of(-1, 1, 0, 0, 0, 0) });
  expect(Array.from(data)).toEqual([-127, 127, 0, 0, 0, 0]);
});

test("vectors of integers stay as they are", () => {
  const once = quantiseVectors({ dimensions: 2, data: Float32Array.of(0.3, -0.7) });
  expect(quantiseVectors(once)).toEqual(once);
});

/** As many vectors of length 1 as asked for, in no particular direction. */
function unitVectors(count: number, dimensions: number, gaussian: () => number): TokenVectors {
  const rows = Array.from({ length: count }, () => Array.from({ length: dimensions }, gaussian));
  return { dimensions, data: Float32Array.from(rows.flatMap((row) => row.map((value) => value / Math.hypot(...row)))) };
}

test.each([96, 128])("MaxSim over int8 of %i dimensions: inside the bound, and by far", (dimensions) => {
  const gaussian = createGaussian(dimensions);
  const query = unitVectors(32, dimensions, gaussian);
  const errors: number[] = [];
  for (let document = 0; document < 20; document++) {
    const exact = unitVectors(120, dimensions, gaussian);
    const quantised = quantiseVectors(exact);
    const error = Math.abs(maxSim(query, quantised) - maxSim(query, exact));
    // Each of 32 products is off by at most √dimensions / 2 times the largest scale.
    expect(error).toBeLessThan((32 * Math.sqrt(dimensions) * Math.max(...Array.from(quantised.scales))) / 2);
    errors.push(error);
  }
  // Of scores of 32 vectors, whose products are each at most 1: the figure that the guide gives.
  expect(Math.max(...errors)).toBeLessThan(0.02);
  expect(Math.max(...errors)).toBeGreaterThan(0);
});
