import fc from "fast-check";
import { maxSim, type TokenVectors } from "secondpass/rank";
import { expect, test } from "vitest";

/** MaxSim as it is written down, in plain arrays. */
function plainMaxSim(query: number[][], document: number[][]): number {
  const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
  return query.reduce((sum, token) => sum + Math.max(...document.map((other) => dot(token, other))), 0);
}

const pack = (vectors: number[][]): TokenVectors => ({
  dimensions: vectors[0]?.length ?? 0,
  data: Float32Array.from(vectors.flat()),
});

// Whole numbers, small enough that sums are exact in whichever order they are made.
const number = fc.integer({ min: -50, max: 50 });
const pair = fc.integer({ min: 1, max: 20 }).chain((dimensions) => {
  const text = fc.array(fc.array(number, { minLength: dimensions, maxLength: dimensions }), { minLength: 1, maxLength: 11 });
  return fc.tuple(text, text);
});

test("the sum over the query's vectors of the largest product with a vector of the document, for any counts and dimensions", () => {
  fc.assert(
    fc.property(pair, ([query, document]) => {
      expect(maxSim(pack(query), pack(document))).toBe(plainMaxSim(query, document));
    }),
  );
});

test("numbers that are not whole: as in plain arrays, but for the last bits", () => {
  const real = fc.float({ min: -1, max: 1, noNaN: true });
  const rows = fc.array(fc.array(real, { minLength: 7, maxLength: 7 }), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(rows, rows, (query, document) => {
      expect(maxSim(pack(query), pack(document))).toBeCloseTo(plainMaxSim(query, document), 10);
    }),
  );
});

test("the order of the document's vectors, and repeats of them, change nothing; one more never makes less of it", () => {
  fc.assert(
    fc.property(pair, ([query, document]) => {
      const score = maxSim(pack(query), pack(document));
      expect(maxSim(pack(query), pack(document.toReversed()))).toBe(score);
      expect(maxSim(pack(query), pack([...document, ...document]))).toBe(score);
      expect(maxSim(pack(query), pack([...document, query[0] as number[]]))).toBeGreaterThanOrEqual(score);
    }),
  );
});

test("integers are multiples of their vector's scale", () => {
  const scales = fc.constantFrom(0.5, 0.25, 2, 0);
  fc.assert(
    fc.property(pair, fc.array(scales, { minLength: 11, maxLength: 11 }), ([query, document], given) => {
      const scaled = document.map((vector, row) => vector.map((value) => value * (given[row] as number)));
      const integers = {
        dimensions: document[0]?.length as number,
        data: Int8Array.from(document.flat()),
        scales: Float32Array.from(given.slice(0, document.length)),
      };
      expect(maxSim(pack(query), integers)).toBe(plainMaxSim(query, scaled));
    }),
  );
});

test("with all products negative the largest is negative: padding takes no part", () => {
  expect(maxSim(pack([[1, 1]]), pack([[-3, -1]]))).toBe(-4);
  expect(maxSim(pack([[1, 1]]), pack([[-3, -1], [-1, -1], [-2, -2]]))).toBe(-2); // biome-ignore format: one row
});

test("one vector each: the dot product", () => {
  expect(maxSim(pack([[0.6, 0.8]]), pack([[0.8, 0.6]]))).toBeCloseTo(0.96, 6);
});

const good = pack([[1, 0]]);
const refused: [name: string, vectors: TokenVectors, words: string][] = [
  ["other dimensions", pack([[1, 0, 0]]), "have 3 dimensions, not 2"],
  ["part of a vector", { dimensions: 2, data: new Float32Array(3) }, "3 numbers, which is not a multiple of 2"],
  ["no vector", { dimensions: 2, data: new Float32Array(0) }, "0 numbers"],
  ["a number that is none", { dimensions: 2, data: Float32Array.of(1, Number.NaN) }, "the number NaN at 1"],
  ["integers without scales", { dimensions: 2, data: new Int8Array(2) }, "as many scales in a Float32Array, not none"],
  ["too few scales", { dimensions: 2, data: new Int8Array(4), scales: new Float32Array(1) }, "need as many scales"],
  [
    "a scale that is none",
    { dimensions: 2, data: new Int8Array(2), scales: Float32Array.of(Number.POSITIVE_INFINITY) },
    "Infinity",
  ],
  ["a plain array", { dimensions: 2, data: [1, 0] as unknown as Float32Array }, "neither a Float32Array nor an Int8Array"],
];

for (const [name, document, words] of refused) {
  test(`${name}: refused, saying what is wrong`, () => {
    expect(() => maxSim(good, document)).toThrow(words);
    expect(() => maxSim(good, document)).toThrow(expect.objectContaining({ code: "invalid_vectors" }));
  });
}

test("a query is looked at as well", () => {
  expect(() => maxSim({ dimensions: 0, data: new Float32Array(0) }, good)).toThrow("the query's vectors have 0 dimensions");
});
