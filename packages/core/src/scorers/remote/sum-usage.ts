import type { Usage } from "../../contract/index.ts";
import type { RemoteOptions } from "./remote-options.ts";

/** What several answers used together, with its cost where the user's price is known. */
export function sumUsage(parts: readonly Partial<Usage>[], price: RemoteOptions["price"]): Partial<Usage> {
  const usage: Partial<Usage> = {};
  for (const name of ["inputTokens", "outputTokens", "searchUnits"] as const) {
    const values = parts.flatMap((part) => part[name] ?? []);
    if (values.length > 0) usage[name] = values.reduce((sum, value) => sum + value, 0);
  }
  if (!price) return usage;
  const { perSearchUnit = 0, perMillionTokens = 0, perRequest = 0 } = price;
  const tokens = (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0);
  usage.costUsd = perSearchUnit * (usage.searchUnits ?? 0) + (perMillionTokens * tokens) / 1_000_000 + perRequest * parts.length;
  return usage;
}
