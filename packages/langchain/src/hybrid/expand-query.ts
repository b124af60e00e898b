import type { RunnableConfig } from "@langchain/core/runnables";
import type { Warning } from "secondpass";
import type { HybridRetrieverFields } from "./hybrid-fields.ts";
import { armWarning, type TryArmOptions, tryArm } from "./try-arm.ts";

/** The queries to search with, each once: at least one, and where expanding fails the one that was asked. */
export async function expandQuery(
  query: string,
  expand: HybridRetrieverFields["expand"],
  config: RunnableConfig,
  options: TryArmOptions,
): Promise<{ queries: string[]; warnings: Warning[] }> {
  if (!expand) return { queries: [query], warnings: [] };
  const tried = await tryArm(async (signal) => distinctQueries(await expand(query, { ...config, signal })), options);
  if ("value" in tried) return { queries: tried.value, warnings: [] };
  return { queries: [query], warnings: [armWarning("expansion_failed", "`expand`", tried.error)] };
}

function distinctQueries(expanded: string | readonly string[]): string[] {
  const queries = typeof expanded === "string" ? [expanded] : [...expanded];
  const distinct = new Set(queries.map((query) => query.trim()).filter((query) => query !== ""));
  if (distinct.size === 0) throw new Error("it returned no query");
  return [...distinct];
}
