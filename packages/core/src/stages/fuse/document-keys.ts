import { type DocumentInput, RerankError } from "../../contract/index.ts";
import { describe, documentText } from "../../rank/index.ts";
import type { FuseOptions } from "./fusion.ts";

/**
 * What tells the documents of several lists apart: equal keys, same document. A document is known by its name, one without a name by its
 * content; it is then the first named document of that content, if there is one.
 *
 * @param nameOf a document's name. Default: its `id`
 *
 * @example
 * documentKeys([[{ id: "7", text: "a" }, "b"], ["a", "b"]]); // => [["id:7", "text:b"], ["id:7", "text:b"]]
 */
export function documentKeys<D extends DocumentInput>(
  lists: readonly (readonly D[])[],
  nameOf: NonNullable<FuseOptions<D>["key"]> = idOf,
): string[][] {
  const names = lists.map((documents) => documents.map((document) => checkedName(nameOf(document))));
  const namedContents = new Map<string, string>();
  lists.forEach((documents, list) => {
    documents.forEach((document, i) => {
      const name = names[list]?.[i];
      const content = documentText(document);
      if (name !== undefined && !namedContents.has(content)) namedContents.set(content, `id:${name}`);
    });
  });
  return lists.map((documents, list) =>
    documents.map((document, i) => {
      const name = names[list]?.[i];
      if (name !== undefined) return `id:${name}`;
      const content = documentText(document);
      return namedContents.get(content) ?? `text:${content}`;
    }),
  );
}

function idOf(document: DocumentInput): string | undefined {
  return typeof document === "string" ? undefined : document.id;
}

/** A name as text, so that 4 and "4" are one; an empty one is none. */
function checkedName(name: unknown): string | undefined {
  if (name === undefined || name === null || name === "") return undefined;
  if (typeof name === "string" || typeof name === "number") return String(name);
  throw new RerankError("invalid_options", `\`key\` must return a string or a number, or nothing, got ${describe(name)}`);
}
