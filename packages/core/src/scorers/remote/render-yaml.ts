import { stringify } from "yaml";
import type { RerankDocument } from "../../contract/index.ts";

/**
 * A structured document as YAML, the form that rerankers trained on structure read: title, then the named fields of its
 * metadata in the order given, then text. Fields that it lacks are left out.
 */
export function renderYaml({ title, text, metadata }: RerankDocument, fields: readonly string[] = []): string {
  const named = fields.flatMap((field) => (metadata?.[field] === undefined ? [] : [[field, metadata[field]]]));
  // No folding: a line break that is not the document's own would be a token.
  return stringify({ ...(title && { title }), ...Object.fromEntries(named), text }, { lineWidth: 0 }).trimEnd();
}
