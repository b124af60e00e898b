import { checkTokenVectors, type TokenVectors, vectorCount } from "./token-vectors.ts";

// Vectors of the query and of the document that are multiplied in one go: each number is loaded once and used by the others. More
// sums at a time than these eight do not fit the registers and are slower.
const queryBlock = 4;
const documentBlock = 2;

/**
 * MaxSim: of each query vector the largest dot product with any of the document's vectors, summed. With vectors of length 1 a score lies
 * between minus and plus the number of query vectors.
 * Khattab & Zaharia, ColBERT, 2020.
 *
 * @throws {RerankError} `invalid_vectors` where the two do not fit together
 *
 * @example
 * import { maxSim } from "secondpass/rank";
 *
 * const query = { dimensions: 2, data: Float32Array.of(1, 0, 0, 1) };
 * const document = { dimensions: 2, data: Float32Array.of(0.5, 0.25, 0, -1, 1, 0.5) };
 * maxSim(query, document); // => 1.5
 */
export function maxSim(query: TokenVectors, document: TokenVectors): number {
  checkTokenVectors(query, "the query's vectors");
  checkTokenVectors(document, "the document's vectors", query.dimensions);
  return maxSimOf(query)(document);
}

/** The same for many documents; vectors are taken as they are. */
export function maxSimOf(query: TokenVectors): (document: TokenVectors) => number {
  const { dimensions } = query;
  const count = vectorCount(query);
  // Of the kind that the processor adds up, converted once and not at each product.
  const queryVectors = new Float64Array(Math.ceil(count / queryBlock) * queryBlock * dimensions);
  copyVectors(query, queryVectors);
  let room = new Float64Array(0);

  return (document) => {
    const documentCount = vectorCount(document);
    const blocks = Math.ceil(documentCount / documentBlock);
    const length = blocks * documentBlock * dimensions;
    if (room.length < length) room = new Float64Array(length);
    copyVectors(document, room);
    // The last once more, where its block is not full: that changes no maximum.
    const end = documentCount * dimensions;
    if (end < length) room.copyWithin(end, end - dimensions, end);
    let sum = 0;
    for (let first = 0; first < count; first += queryBlock) {
      sum += blockMaxima(queryVectors, first, Math.min(queryBlock, count - first), room, length, dimensions);
    }
    return sum;
  };
}

/** Numbers of vectors, integers times their scale. */
function copyVectors({ dimensions, data, scales }: TokenVectors, to: Float64Array): void {
  to.set(data);
  if (!scales) return;
  for (let vector = 0, at = 0; vector < scales.length; vector++) {
    const scale = scales[vector] as number;
    for (const end = at + dimensions; at < end; at++) (to[at] as number) *= scale;
  }
}

/** The largest products of up to four query vectors, from `first` on, summed. */
function blockMaxima(
  query: Float64Array,
  first: number,
  count: number,
  documents: Float64Array,
  length: number,
  dimensions: number,
): number {
  const a = first * dimensions;
  const b = a + dimensions;
  const c = b + dimensions;
  const d = c + dimensions;
  let maxA = Number.NEGATIVE_INFINITY;
  let maxB = maxA;
  let maxC = maxA;
  let maxD = maxA;
  for (let x = 0; x < length; x += documentBlock * dimensions) {
    const y = x + dimensions;
    let ax = 0;
    let bx = 0;
    let cx = 0;
    let dx = 0;
    let ay = 0;
    let by = 0;
    let cy = 0;
    let dy = 0;
    for (let i = 0; i < dimensions; i++) {
      const xi = documents[x + i] as number;
      const yi = documents[y + i] as number;
      const ai = query[a + i] as number;
      const bi = query[b + i] as number;
      const ci = query[c + i] as number;
      const di = query[d + i] as number;
      ax += ai * xi;
      bx += bi * xi;
      cx += ci * xi;
      dx += di * xi;
      ay += ai * yi;
      by += bi * yi;
      cy += ci * yi;
      dy += di * yi;
    }
    maxA = Math.max(maxA, ax, ay);
    maxB = Math.max(maxB, bx, by);
    maxC = Math.max(maxC, cx, cy);
    maxD = Math.max(maxD, dx, dy);
  }
  // Behind the last query vector the block is filled with zeros, whose products are nobody's.
  return [maxA, maxB, maxC, maxD].slice(0, count).reduce((sum, most) => sum + most, 0);
}
