import type { PlattMapping } from "secondpass";
import { plattInput } from "secondpass/rank";
import { mean, standardDeviation } from "simple-statistics";
import type { ScoredPair } from "./scored-pair.ts";
import { smoothedTargets } from "./smoothed-targets.ts";

interface Line {
  slope: number;
  intercept: number;
}

const mostSteps = 100;
/** Keeps the Hessian invertible where all scores are the same. */
const ridge = 1e-12;
const leastGradient = 1e-10;

/**
 * Fits Platt's sigmoid by Newton's method with backtracking, in the stable form of Lin, Lin & Weng, A note on Platt's probabilistic
 * outputs for support vector machines, 2007. Steps are of scores with mean 0 and deviation 1, so that any scale of scores will do.
 *
 * @returns the slope as it comes out: at or below 0, scores say nothing, or the opposite
 */
export function fitPlatt(pairs: readonly ScoredPair[], input: PlattMapping["parameters"]["input"]): PlattMapping["parameters"] {
  const inputs = pairs.map(({ score }) => plattInput(input, score));
  const [centre, spread] = [mean(inputs), standardDeviation(inputs) || 1];
  const xs = inputs.map((x) => (x - centre) / spread);
  const relevant = pairs.map((pair) => pair.relevant);
  const targets = smoothedTargets(relevant);
  const { slope, intercept } = minimise(
    xs,
    relevant.map((is) => (is ? targets.relevant : targets.irrelevant)),
  );
  return { input, slope: slope / spread, intercept: intercept - (slope * centre) / spread };
}

function minimise(xs: readonly number[], targets: readonly number[]): Line {
  const share = mean([...targets]);
  let line: Line = { slope: 0, intercept: Math.log(share / (1 - share)) };
  let loss = lossOf(line, xs, targets);
  for (let step = 0; step < mostSteps; step++) {
    const { direction, gradient, descent } = newtonStep(line, xs, targets);
    if (gradient < leastGradient * xs.length) break;
    let size = 1;
    let next = moved(line, direction, size);
    let nextLoss = lossOf(next, xs, targets);
    while (nextLoss > loss + 1e-4 * size * descent && size > 1e-10) {
      size /= 2;
      next = moved(line, direction, size);
      nextLoss = lossOf(next, xs, targets);
    }
    if (nextLoss >= loss) break;
    [line, loss] = [next, nextLoss];
  }
  return line;
}

function newtonStep({ slope, intercept }: Line, xs: readonly number[], targets: readonly number[]) {
  let [gradientSlope, gradientIntercept] = [0, 0];
  let [hSlope, hBoth, hIntercept] = [ridge, 0, ridge];
  for (const [i, x] of xs.entries()) {
    const probability = 1 / (1 + Math.exp(-(slope * x + intercept)));
    const difference = probability - (targets[i] as number);
    const weight = probability * (1 - probability);
    gradientSlope += difference * x;
    gradientIntercept += difference;
    hSlope += weight * x * x;
    hBoth += weight * x;
    hIntercept += weight;
  }
  const determinant = hSlope * hIntercept - hBoth * hBoth;
  const direction = {
    slope: -(hIntercept * gradientSlope - hBoth * gradientIntercept) / determinant,
    intercept: -(hSlope * gradientIntercept - hBoth * gradientSlope) / determinant,
  };
  const descent = gradientSlope * direction.slope + gradientIntercept * direction.intercept;
  return { direction, gradient: Math.abs(gradientSlope) + Math.abs(gradientIntercept), descent };
}

function moved({ slope, intercept }: Line, direction: Line, size: number): Line {
  return { slope: slope + size * direction.slope, intercept: intercept + size * direction.intercept };
}

/** Cross-entropy, written so that no exponential overflows. */
function lossOf({ slope, intercept }: Line, xs: readonly number[], targets: readonly number[]): number {
  let loss = 0;
  for (const [i, x] of xs.entries()) {
    const logit = slope * x + intercept;
    const target = targets[i] as number;
    loss += logit >= 0 ? (1 - target) * logit + Math.log1p(Math.exp(-logit)) : Math.log1p(Math.exp(logit)) - target * logit;
  }
  return loss;
}
