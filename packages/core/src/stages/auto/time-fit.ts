/** A straight line through measured times, newer ones counting more: plain data, to be kept in a file. */
export interface TimeFit {
  /** Calls that were measured. */
  calls: number;
  // Sums over calls, fading: of weights, tokens, times, and their products.
  weight: number;
  tokens: number;
  ms: number;
  tokensSquared: number;
  tokensMs: number;
  /** Mean squared logarithm of what a call took over what was predicted. */
  squaredError: number;
}

export interface TimeLine {
  fixedMs: number;
  msPerToken: number;
}

// Half of what is known is of the last seven calls: a machine that gets busy is noticed soon.
const fading = 0.9;
// Nine of ten times of a lognormal distribution are below this many deviations.
const ninetiethPercentile = 1.2816;
// Before there are any errors to learn from: nine of ten calls within one and a half times.
const firstSquaredError = 0.1;
const largestError = Math.log(4);

/** The line with one more measurement. */
export function addTime(fit: TimeFit | undefined, tokens: number, ms: number): TimeFit {
  const error = fit && ms > 0 ? Math.log(ms / Math.max(0.01, timeAt(lineOf(fit), tokens))) : undefined;
  const bounded = error === undefined ? 0 : Math.max(-largestError, Math.min(largestError, error));
  const old = fit ?? { calls: 0, weight: 0, tokens: 0, ms: 0, tokensSquared: 0, tokensMs: 0, squaredError: firstSquaredError };
  return {
    calls: old.calls + 1,
    weight: fading * old.weight + 1,
    tokens: fading * old.tokens + tokens,
    ms: fading * old.ms + ms,
    tokensSquared: fading * old.tokensSquared + tokens ** 2,
    tokensMs: fading * old.tokensMs + tokens * ms,
    squaredError: error === undefined ? old.squaredError : fading * old.squaredError + (1 - fading) * bounded ** 2,
  };
}

/** Least squares, with neither part below 0. Where all calls had the same size, everything is taken to grow with it. */
export function lineOf({ weight, tokens, ms, tokensSquared, tokensMs }: TimeFit): TimeLine {
  const spread = weight * tokensSquared - tokens ** 2;
  if (spread <= 1e-3 * weight * tokensSquared) return { fixedMs: 0, msPerToken: ms / Math.max(1, tokens) };
  const msPerToken = (weight * tokensMs - tokens * ms) / spread;
  if (msPerToken <= 0) return { fixedMs: ms / weight, msPerToken: 0 };
  const fixedMs = (ms - msPerToken * tokens) / weight;
  return fixedMs < 0 ? { fixedMs: 0, msPerToken: tokensMs / tokensSquared } : { fixedMs, msPerToken };
}

/** What nine of ten calls take, where the line is the middle. */
export function cautious(fit: TimeFit): TimeLine {
  const { fixedMs, msPerToken } = lineOf(fit);
  const factor = Math.exp(ninetiethPercentile * Math.sqrt(fit.squaredError));
  return { fixedMs: factor * fixedMs, msPerToken: factor * msPerToken };
}

/** What is left of old measurements when a new process begins: enough to start with, little enough to be overruled. */
export function faded(fit: TimeFit): TimeFit {
  const share = Math.min(1, 3 / fit.weight);
  const { weight, tokens, ms, tokensSquared, tokensMs } = fit;
  return {
    ...fit,
    weight: share * weight,
    tokens: share * tokens,
    ms: share * ms,
    tokensSquared: share * tokensSquared,
    tokensMs: share * tokensMs,
  };
}

function timeAt({ fixedMs, msPerToken }: TimeLine, tokens: number): number {
  return fixedMs + msPerToken * tokens;
}
