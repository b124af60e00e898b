import type { Usage } from "../../contract/index.ts";
import type { RemoteOptions } from "./remote-options.ts";

const names = ["inputTokens", "outputTokens", "searchUnits"] as const;

/**
 * What several answers used together, with its cost where the user's price is known. No cost is better than a wrong one: where
 * answers do not tell what the price is for, there is none.
 *
 * @param parts one for each answer
 */
export function sumUsage(parts: readonly Partial<Usage>[], price: RemoteOptions["price"]): Partial<Usage> {
  const usage: Partial<Usage> = {};
  for (const name of names) {
    const values = parts.flatMap((part) => part[name] ?? []);
    if (values.length > 0) usage[name] = values.reduce((sum, value) => sum + value, 0);
  }
  const costUsd = price && costOf(usage, parts.length, price);
  return costUsd === undefined ? usage : { ...usage, costUsd };
}

function costOf(
  { inputTokens, outputTokens, searchUnits }: Partial<Usage>,
  requests: number,
  { perSearchUnit, perMillionTokens, perRequest = 0 }: NonNullable<RemoteOptions["price"]>,
): number | undefined {
  const tokens = inputTokens === undefined && outputTokens === undefined ? undefined : (inputTokens ?? 0) + (outputTokens ?? 0);
  if (perSearchUnit !== undefined && searchUnits === undefined) return undefined;
  if (perMillionTokens !== undefined && tokens === undefined) return undefined;
  return (
    (perSearchUnit ?? 0) * (searchUnits ?? 0) + ((perMillionTokens ?? 0) * (tokens ?? 0)) / 1_000_000 + perRequest * requests
  );
}
