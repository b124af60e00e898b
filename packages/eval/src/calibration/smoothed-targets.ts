/**
 * What to fit in place of 0 and 1: a little short of them, by how few examples there are, so that nothing is held to be certain.
 * Platt, Probabilistic outputs for support vector machines, 1999, section 2.2.
 */
export function smoothedTargets(relevant: readonly boolean[]): { relevant: number; irrelevant: number } {
  const count = relevant.filter(Boolean).length;
  return { relevant: (count + 1) / (count + 2), irrelevant: 1 / (relevant.length - count + 2) };
}
