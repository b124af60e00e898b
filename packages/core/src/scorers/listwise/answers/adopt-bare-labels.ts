import type { FoundLabel } from "./find-labels.ts";
import { isSign, readGap } from "./read-gap.ts";

/**
 * Takes `17 > [4]` and `17] > [4]`, where a bracket was forgotten, for `[17] > [4]`: a bare label that a sign joins to a
 * bracketed one, and that nothing else claims, as `[4] 9 > [2] 8` claims its scores.
 */
export function adoptBareLabels(text: string, found: readonly FoundLabel[]): FoundLabel[] {
  const adopted = [...found];
  const between = (index: number) => text.slice(found[index]?.end, found[index + 1]?.start);
  const gap = (index: number) => (index < 0 || index >= found.length - 1 ? "none" : readGap(between(index), true));
  const adopt = (index: number, towards: -1 | 1) => {
    const label = adopted[index];
    if (label?.kind !== "bare" || adopted[index + towards]?.kind !== "square") return;
    const [inner, outer] = towards === 1 ? [index, index - 1] : [index - 1, index];
    if (!isSign(gap(inner)) || /\d/.test(between(inner)) || gap(outer) === "near") return;
    adopted[index] = { ...label, kind: "square" };
  };
  for (let index = 0; index < found.length; index += 1) adopt(index, -1);
  for (let index = found.length - 1; index >= 0; index -= 1) adopt(index, 1);
  return adopted;
}
