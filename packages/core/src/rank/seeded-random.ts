/**
 * Random numbers from 0 up to, and without, 1. With a seed the same ones every time (mulberry32); without one nobody can
 * foretell them.
 *
 * @param seed any finite number; its integer part modulo 2^32 counts
 *
 * @example
 * import { seededRandom } from "secondpass/adapter";
 *
 * const random = seededRandom(7);
 * const again = seededRandom(7);
 * random() === again(); // => true
 * random() === random(); // => false
 */
export function seededRandom(seed?: number): () => number {
  if (seed === undefined) return () => (crypto.getRandomValues(new Uint32Array(1))[0] as number) / 2 ** 32;
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The values in an order of chance, each order as likely as another (Fisher and Yates); the list itself stays as it is. */
export function shuffled<Value>(values: readonly Value[], random: () => number): Value[] {
  const order = [...values];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] as Value, order[i] as Value];
  }
  return order;
}
