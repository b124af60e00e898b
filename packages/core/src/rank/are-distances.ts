/** Whether first-stage scores are distances, which a vector store lists from the least up. Two documents may rise by chance. */
export function areDistances(scores: readonly number[]): boolean {
  const rises = scores.every((score, i) => i === 0 || score >= (scores[i - 1] as number));
  return scores.length > 2 && rises && (scores[0] as number) < (scores.at(-1) as number);
}
