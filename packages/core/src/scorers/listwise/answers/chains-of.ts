import type { FoundLabel } from "./find-labels.ts";
import { type Gap, isSign, readGap } from "./read-gap.ts";
import { type Statement, strengths } from "./statement.ts";

interface Chain {
  found: FoundLabel[];
  /** Between one and the next. */
  gaps: Gap[];
}

/** Rows of labels with nothing but signs, commas and the like between them: `[3] > [1]`, `3, 1 and 2`. */
export function chainsOf(text: string, found: readonly FoundLabel[], kind: FoundLabel["kind"]): Statement[] {
  const chains: Chain[] = [];
  let chain: Chain | undefined;
  for (const label of found) {
    if (label.kind !== kind) {
      // Brackets between weaker labels belong to another reading.
      if (label.kind === "square") chain = undefined;
      continue;
    }
    const last = chain?.found.at(-1);
    const gap = last ? readGap(text.slice(last.end, label.start), kind !== "bare") : "none";
    if (chain && last && gap !== "none" && belongs(gap, chain, kind)) {
      chain.found.push(label);
      chain.gaps.push(gap);
      continue;
    }
    // `Top 20: [3]` ends one, but in `5 3 > 1` the 3 begins the next.
    chain = last && isSign(gap) ? { found: [last, label], gaps: [gap] } : { found: [label], gaps: [] };
    chains.push(chain);
  }
  return chains.map((one) => toStatement(one, kind));
}

/** A row with signs has signs throughout: what follows it on a line of its own is about it. Bare numbers are held to more. */
function belongs(gap: Gap, { gaps }: Chain, kind: FoundLabel["kind"]): boolean {
  const previous = gaps.at(-1);
  if (previous === undefined || isSign(previous) === isSign(gap)) return true;
  return kind !== "bare" && gap !== "line" && previous !== "line";
}

function toStatement({ found, gaps }: Chain, kind: FoundLabel["kind"]): Statement {
  const ties = gaps.filter((gap) => gap === "equal").length;
  const isReversed = gaps.includes("below") && !gaps.includes("above");
  return {
    items: (isReversed ? worstFirst(found, gaps) : found).map(({ label }) => label),
    ties,
    strength: strengths[kind],
    end: found.at(-1)?.end ?? 0,
  };
}

/** From worst to best, those that are called equal as they were written. */
function worstFirst(found: readonly FoundLabel[], gaps: readonly Gap[]): FoundLabel[] {
  const groups: FoundLabel[][] = [];
  for (const [index, label] of found.entries()) {
    if (index > 0 && gaps[index - 1] === "equal") groups.at(-1)?.push(label);
    else groups.push([label]);
  }
  return groups.reverse().flat();
}
