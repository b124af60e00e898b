import { RerankError } from "../../contract/index.ts";
import { planListwise } from "../../rank/index.ts";
import { priceListwise, type TokenPrice } from "../../scorers/listwise/index.ts";
import type { CostEstimate, CostPrices, CostQuestion } from "./cost-question.ts";

type Dollars = NonNullable<CostEstimate["usd"]>;
type Tokens = "query" | "document" | "answer";

/** What a query costs at the user's prices, by what it is paid for. */
export function costInDollars(question: CostQuestion, prices: CostPrices): Dollars {
  const { corpus, queries = 1 } = question;
  const { embedding, rerank, listwise, generation } = prices;
  const tokens = (name: Tokens, price: string) => needed(question.tokens?.[name], `tokens.${name}`, price);
  const perQuery = {
    ...(embedding && { embedding: perMillion(tokens("query", "embedding"), embedding.perMillionTokens) }),
    ...(rerank && { rerank: rerankCost(question, rerank, tokens) }),
    ...(listwise && { listwise: listwiseCost(question, listwise, tokens) }),
    ...(generation && { generation: generationCost(question, generation, tokens) }),
  };
  const sum = Object.values(perQuery).reduce((sum, cost) => sum + cost, 0);
  return {
    ...(embedding && { corpus: perMillion(corpus * tokens("document", "embedding"), embedding.perMillionTokens) }),
    ...perQuery,
    perQuery: sum,
    total: queries * sum,
  };
}

type TokensOf = (name: Tokens, price: string) => number;

function rerankCost({ depth, msPerPair }: CostQuestion, price: NonNullable<CostPrices["rerank"]>, tokens: TokensOf): number {
  const { perSearchUnit = 0, documentsPerSearchUnit = 100, perMillionTokens, perRequest = 0, perHour } = price;
  const read = perMillionTokens === undefined ? 0 : depth * (tokens("query", "rerank") + tokens("document", "rerank"));
  const hours = perHour === undefined ? 0 : (depth * needed(msPerPair, "msPerPair", "rerank.perHour")) / 3_600_000;
  return (
    perSearchUnit * Math.ceil(depth / documentsPerSearchUnit) +
    perMillion(read, perMillionTokens ?? 0) +
    perRequest +
    hours * (perHour ?? 0)
  );
}

function listwiseCost(
  { depth, topN, tokens: given }: CostQuestion,
  price: NonNullable<CostPrices["listwise"]>,
  tokens: TokensOf,
): number {
  const { perMillionInputTokens, perMillionOutputTokens, strategy = "auto", ...shape } = price;
  const plan = planListwise({ ...(topN !== undefined && { topK: topN }), ...shape, strategy, count: depth });
  const sizes = {
    passageTokens: tokens("document", "listwise"),
    promptTokens: tokens("query", "listwise") + (given?.prompt ?? 0),
  };
  return priceListwise(plan, sizes, { perMillionInputTokens, perMillionOutputTokens }).costUsd as number;
}

function generationCost({ depth, topN = depth, tokens: given }: CostQuestion, price: TokenPrice, tokens: TokensOf): number {
  const input = topN * tokens("document", "generation") + tokens("query", "generation") + (given?.prompt ?? 0);
  return (
    perMillion(input, price.perMillionInputTokens) + perMillion(tokens("answer", "generation"), price.perMillionOutputTokens)
  );
}

function perMillion(tokens: number, price: number): number {
  return (tokens * price) / 1_000_000;
}

function needed(value: number | undefined, name: string, price: string): number {
  if (value !== undefined) return value;
  throw new RerankError("invalid_options", `the price of ${price} needs \`${name}\``);
}
