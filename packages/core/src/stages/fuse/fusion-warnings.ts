import type { DocumentInput, Warning, WarningCode } from "../../contract/index.ts";
import { documentText } from "../../rank/index.ts";
import type { FusionList } from "./fusion.ts";

/** What is likely to be wrong with how documents are told apart. */
export function fusionWarnings<D extends DocumentInput>(
  lists: readonly FusionList<D>[],
  keys: readonly (readonly string[])[],
): Warning[] {
  return [...sharedIdWarnings(lists, keys), ...nothingInCommonWarnings(lists, keys)];
}

/** Chunks that bear the id of what they were cut from: all but the first are left out. */
function sharedIdWarnings(lists: readonly FusionList[], keys: readonly (readonly string[])[]): Warning[] {
  return lists.flatMap(({ name, documents }, list) => {
    const contents = new Map<string, string>();
    const shared = new Set<string>();
    documents.forEach((document, i) => {
      const key = keys[list]?.[i] as string;
      const content = documentText(document);
      if ((contents.get(key) ?? content) !== content) shared.add(key);
      else contents.set(key, content);
    });
    const [first] = shared;
    if (first === undefined) return [];
    const message = `in list "${name}" ${countOf(shared.size)} several different texts, such as ${first.slice("id:".length)}: the first of them is kept; give each an id of its own, or name them by \`key\``;
    return [warning("shared_id", message)];
  });
}

/** Retrievers that name one document differently: nothing is ever found twice, and fusing does no more than taking turns. */
function nothingInCommonWarnings(lists: readonly FusionList[], keys: readonly (readonly string[])[]): Warning[] {
  const filled = lists.flatMap(({ documents }, list) => (documents.length > 0 ? [{ documents, keys: keys[list] ?? [] }] : []));
  if (filled.length < 2 || haveCommon(filled.map(({ keys }) => keys))) return [];
  const sameTexts = haveCommon(filled.map(({ documents }) => documents.map(documentText)));
  const message = sameTexts
    ? "no document is in two lists by its id, though texts are: the lists name their documents differently; name them by `key`"
    : "no document is in two of the lists: if they search the same documents, name them by `key`";
  return [warning("nothing_in_common", message)];
}

function haveCommon(lists: readonly (readonly string[])[]): boolean {
  const sets = lists.map((list) => new Set(list));
  const all = new Set(sets.flatMap((set) => [...set]));
  return all.size < sets.reduce((sum, set) => sum + set.size, 0);
}

function countOf(ids: number): string {
  return ids === 1 ? "one id names" : `${ids} ids name`;
}

function warning(code: WarningCode, message: string): Warning {
  return { code, message };
}
