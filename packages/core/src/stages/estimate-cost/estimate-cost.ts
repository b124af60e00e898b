import { RerankError } from "../../contract/index.ts";
import { describe } from "../../rank/index.ts";
import { costInDollars } from "./cost-in-dollars.ts";
import type { CostEstimate, CostQuestion } from "./cost-question.ts";

/**
 * What two stages cost, and what reading everything would: in work, in time where you have measured a pair, and in money at prices that you
 * give. Arithmetic only; nothing is asked and no price is known here.
 *
 * The example is the usual one for why there are two stages: a dot product is one unit of work and reading a pair is five thousand.
 *
 * @throws {RerankError} `invalid_options` for a number that cannot be meant, and for tokens or a time that a price needs and nobody gave
 *
 * @example
 * import { estimateCost } from "secondpass";
 *
 * const { units } = estimateCost({ corpus: 1_000_000, depth: 100 });
 * units.everything; // => 5_000_000_000
 * units.total; // => 1_500_000
 * Math.round(units.timesLess); // => 3333
 * estimateCost({ corpus: 1_000_000, depth: 1000 }).units.total; // => 6_000_000
 * estimateCost({ corpus: 1_000_000, depth: 10 }).units.total; // => 1_050_000
 */
export function estimateCost(question: CostQuestion): CostEstimate {
  checkQuestion(question);
  const { corpus, pairUnits = 5000, msPerPair, prices } = question;
  const depth = Math.min(question.depth, corpus);
  const rerank = depth * pairUnits;
  const everything = corpus * pairUnits;
  const total = corpus + rerank;
  return {
    units: { firstStage: corpus, rerank, total, everything, timesLess: everything / total },
    ...(msPerPair !== undefined && { ms: { rerank: depth * msPerPair, everything: corpus * msPerPair } }),
    ...(prices && { usd: costInDollars({ ...question, depth }, prices) }),
  };
}

function checkQuestion({ corpus, depth, queries, topN, pairUnits, msPerPair, tokens, prices }: CostQuestion): void {
  for (const [name, value] of Object.entries({ corpus, depth, queries, topN })) {
    const isOptional = name !== "corpus" && name !== "depth";
    if (value === undefined && isOptional) continue;
    if (!Number.isInteger(value) || (value as number) < 1) throw wrong(name, "a whole number of at least 1", value);
  }
  const amounts = { pairUnits, msPerPair, ...flatten("tokens", tokens), ...flatten("prices", prices) };
  for (const [name, value] of Object.entries(amounts)) {
    if (value === undefined || typeof value === "string" || typeof value === "boolean") continue;
    if (!(typeof value === "number" && Number.isFinite(value) && value >= 0)) throw wrong(name, "a number of at least 0", value);
  }
}

/** `prices.rerank.perHour` and so on. */
function flatten(name: string, value: object | undefined): Record<string, unknown> {
  const entries = Object.entries(value ?? {}).flatMap(([key, inner]): [string, unknown][] =>
    typeof inner === "object" && inner !== null ? Object.entries(flatten(`${name}.${key}`, inner)) : [[`${name}.${key}`, inner]],
  );
  return Object.fromEntries(entries);
}

function wrong(name: string, expected: string, value: unknown): RerankError {
  return new RerankError("invalid_options", `${name} must be ${expected}, got ${describe(value)}`);
}
