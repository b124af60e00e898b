import type { MessageContent } from "@llamaindex/core/llms";
import { RerankError } from "secondpass";

/**
 * The text of a query: the query itself, or its text parts, as LlamaIndex joins them. Images and files have no say in the order.
 *
 * @throws {RerankError} `empty_query` when there is no text
 */
export function queryText(query: MessageContent | undefined): string {
  if (query === undefined || query === null) {
    throw new RerankError("empty_query", "postprocessNodes got no query: pass the text that the nodes were retrieved for");
  }
  if (typeof query === "string") return query;
  if (!Array.isArray(query)) {
    throw new RerankError("empty_query", `query must be a string or a list of content parts, got ${typeof query}`);
  }
  const texts = query.flatMap((part) => (part.type === "text" ? [part.text] : []));
  if (texts.length === 0) {
    const types = [...new Set(query.map((part) => part.type))].join(", ") || "none";
    throw new RerankError("empty_query", `query has no text part (its parts: ${types}): add { type: "text", text: "…" }`);
  }
  return texts.join("\n\n");
}
