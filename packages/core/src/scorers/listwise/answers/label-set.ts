/** The labels of one call; nothing else is ever taken for one. */
export interface LabelSet {
  readonly count: number;
  /** Whether they are `1` to `count`. */
  readonly isNumeric: boolean;
  /** Position of a label. In prose a single letter counts only as it is written: `a` is an article. */
  find(text: string, isProse?: boolean): number | undefined;
  /** Whether this could have been meant as a label: a number, or as long as one. */
  isLike(text: string): boolean;
}

/** @param labels each compared as `normalise` writes it; of two that are equal the first counts */
export function createLabelSet(labels: readonly string[], normalise: (text: string) => string): LabelSet {
  const written = labels.map((label) => withoutZeros(normalise(label).trim()));
  const exact = new Map<string, number>();
  const folded = new Map<string, number | undefined>();
  const lengths = new Set<number>();
  for (const [position, label] of written.entries()) {
    if (!exact.has(label)) exact.set(label, position);
    const lower = label.toLowerCase();
    // Labels that differ in case only can be told apart only by case.
    folded.set(lower, folded.has(lower) ? undefined : position);
    lengths.add(label.length);
  }
  return {
    count: labels.length,
    isNumeric: labels.length > 0 && written.every((label, position) => label === String(position + 1)),
    find(text, isProse = false) {
      const label = withoutZeros(text);
      return exact.get(label) ?? (isProse && label.length === 1 ? undefined : folded.get(label.toLowerCase()));
    },
    isLike: (text) => /^-?\d+$/.test(text) || (lengths.has(text.length) && !written.every(isNumber)),
  };
}

const isNumber = (text: string): boolean => /^\d+$/.test(text);

/** `007` as `7`; other texts as they are. */
function withoutZeros(text: string): string {
  return isNumber(text) ? text.replace(/^0+(?=\d)/, "") : text;
}
