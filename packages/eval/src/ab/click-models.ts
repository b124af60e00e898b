/** How a simulated user looks at a ranking and clicks. */
export interface ClickModel {
  /** Chance that the document at a rank, from 1 on, is looked at at all. */
  looksAt(rank: number): number;
  /** Chance of a click on a document that is looked at, and of being content after it, by its grade from 0 to 1. */
  clicks(relevance: number): number;
  stops(relevance: number): number;
}

export type ClickModelName = "perfect" | "navigational" | "informational" | "positionBiased";

/** By grade, lowest first, evenly spaced from irrelevant to perfect. */
type ByGrade = readonly number[];

const never: ByGrade = [0, 0];

/**
 * Simulated users, by name. `perfect`, `navigational` and `informational` go down the list, click by grade and stop after a click by
 * grade: the instantiations of Hofmann, Whiteson & de Rijke, Fidelity, soundness, and efficiency of interleaved comparison methods,
 * 2013, in the five grades of Schuth et al., Multileaved comparisons for fast online evaluation, 2014. `positionBiased` looks at rank k
 * with a chance of 1/k, always clicks what is perfect and in one of ten cases what is irrelevant: Joachims, Swaminathan & Schnabel,
 * Unbiased learning-to-rank with biased feedback, 2017.
 */
export const clickModels: Readonly<Record<ClickModelName, ClickModel>> = {
  perfect: cascade([0, 0.2, 0.4, 0.8, 1], never),
  navigational: cascade([0.05, 0.3, 0.5, 0.7, 0.95], [0.2, 0.3, 0.5, 0.7, 0.9]),
  informational: cascade([0.4, 0.6, 0.7, 0.8, 0.9], [0.1, 0.2, 0.3, 0.4, 0.5]),
  positionBiased: { ...cascade([0.1, 1], never), looksAt: (rank) => 1 / rank },
};

function cascade(clicks: ByGrade, stops: ByGrade): ClickModel {
  return { looksAt: () => 1, clicks: (relevance) => between(clicks, relevance), stops: (relevance) => between(stops, relevance) };
}

/** The value for a grade, on the line between those next to it. */
function between(values: ByGrade, relevance: number): number {
  const place = relevance * (values.length - 1);
  const below = Math.min(Math.floor(place), values.length - 2);
  const [low, high] = [values[below] as number, values[below + 1] as number];
  return low + (high - low) * (place - below);
}

/**
 * Which ranks one simulated user clicks, from 0 on.
 *
 * @param relevance of the documents shown, best rank first, each from 0 to 1: its grade by the highest grade there is
 *
 * @example
 * import { clickModels, simulateClicks } from "@secondpass/eval";
 *
 * simulateClicks([0, 1, 1], clickModels.perfect, () => 0.5); // => [1, 2]
 */
export function simulateClicks(relevance: readonly number[], model: ClickModel, random: () => number): number[] {
  const clicked: number[] = [];
  for (const [i, grade] of relevance.entries()) {
    if (random() >= model.looksAt(i + 1) || random() >= model.clicks(grade)) continue;
    clicked.push(i);
    if (random() < model.stops(grade)) break;
  }
  return clicked;
}
