import type { Warning } from "../contract/index.ts";

/** Warnings of several stages that looked at the same documents, each said once. */
export function mergeWarnings(...lists: readonly (readonly Warning[])[]): Warning[] {
  const byMessage = new Map(lists.flat().map((warning) => [`${warning.code} ${warning.message}`, warning]));
  return [...byMessage.values()];
}
