import { nouns } from "./find-labels.ts";
import type { LabelSet } from "./label-set.ts";
import { normaliseText } from "./normalise-text.ts";

const lists =
  /^(?:ranking|ranks?|ranked(?:list|ids?|documents?|passages?|documentids|passageids|order)?|order|ids?|results?|documents?|passages?|items|labels|permutation|list|answer|output|response|data|indices|indexes|identifiers)$/;
export const names: RegExp =
  /^(?:id|identifier|index|idx|number|label|(?:document|doc|passage|item|snippet)(?:id|number|index|label)?)$/;
const places = /^(?:rank|position|place)$/;
const wrapped = new RegExp(`^[\\s"'\`*[({]*(?:(?:${nouns})[\\s:#_.-]{0,4})?(-?[\\p{L}\\p{N}]+)[\\s"'\`*\\])}]*$`, "iu");
export const deepest = 4;

/**
 * Labels in structured data, best first: a list of labels or of objects that have one, also under a usual key, or scores by
 * label. Nothing where it has no such form.
 */
export function jsonItems(value: unknown, labels: LabelSet, depth = 0): string[] | undefined {
  if (depth > deepest || typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) return listItems(value);
  const entries = Object.entries(value);
  const listed = entries.filter(([key]) => lists.test(plainKey(key)));
  for (const [, inner] of listed) {
    const items = jsonItems(inner, labels, depth + 1);
    if (items) return items;
  }
  return scoredItems(entries, labels) ?? onlyList(entries, labels, depth);
}

function listItems(list: readonly unknown[]): string[] | undefined {
  if (list.every(isScalar)) return list.length > 0 ? list.map(labelText) : undefined;
  const rows = list.map((item) => (isScalar(item) ? [["id", item] as [string, unknown]] : Object.entries(item ?? {})));
  const read = rows.map((entries) => ({
    label: entries.find(([key, inner]) => names.test(plainKey(key)) && isScalar(inner))?.[1],
    place: entries.find(([key]) => places.test(plainKey(key)))?.[1],
  }));
  const labelled = read.filter(({ label }) => label !== undefined);
  if (labelled.length === 0) return undefined;
  const hasPlaces = labelled.every(({ place }) => typeof place === "number");
  if (hasPlaces) labelled.sort((a, b) => Number(a.place) - Number(b.place));
  return labelled.map(({ label }) => labelText(label));
}

/** `{"1": 0.2, "3": 0.9}`, from the highest score down. */
function scoredItems(entries: readonly [string, unknown][], labels: LabelSet): string[] | undefined {
  if (entries.length === 0 || !entries.every(([, score]) => typeof score === "number")) return undefined;
  const scored = entries.map(([key, score]) => ({ label: labelText(key), score: Number(score) }));
  if (!scored.some(({ label }) => labels.find(label) !== undefined)) return undefined;
  return scored.sort((a, b) => b.score - a.score).map(({ label }) => label);
}

/** The one list of an object, whatever it is called there. */
function onlyList(entries: readonly [string, unknown][], labels: LabelSet, depth: number): string[] | undefined {
  const inner = entries.filter(([, value]) => typeof value === "object" && value !== null);
  return inner.length === 1 ? jsonItems(inner[0]?.[1], labels, depth + 1) : undefined;
}

const isScalar = (value: unknown): boolean => typeof value === "string" || typeof value === "number";

export const plainKey = (key: string): string => key.toLowerCase().replace(/[^a-z]/g, "");

/** What is written in a list, without brackets and nouns; too long to be a label, it stays as it is. */
export function labelText(value: unknown): string {
  const text = String(value);
  if (text.length > 100) return text;
  const normal = normaliseText(text).trim();
  return wrapped.exec(normal)?.[1] ?? normal;
}
