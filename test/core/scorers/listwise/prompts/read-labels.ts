import { findLabels } from "../../../../../packages/core/src/scorers/listwise/answers/find-labels.ts";
import { jsonSpans } from "../../../../../packages/core/src/scorers/listwise/answers/json-spans.ts";
import { createLabelSet } from "../../../../../packages/core/src/scorers/listwise/answers/label-set.ts";
import { normaliseText } from "../../../../../packages/core/src/scorers/listwise/answers/normalise-text.ts";
import { readJson } from "../../../../../packages/core/src/scorers/listwise/answers/read-json.ts";

/** Labels in brackets as the parser of answers reads them, in whatever disguise; those in parentheses are no label form of a prompt. */
export function readLabels(text: string, labels: readonly string[]): string[] {
  const set = createLabelSet(labels, normaliseText);
  return findLabels(normaliseText(text), set).flatMap(({ kind, label }) => {
    const position = set.find(label);
    return kind === "square" && position !== undefined ? [labels[position] as string] : [];
  });
}

/** JSON lists of labels and nothing else, as the parser of answers reads them. */
export function readLists(text: string, labels: readonly string[]): string[] {
  const set = createLabelSet(labels, normaliseText);
  const plain = normaliseText(text);
  return jsonSpans(plain)
    .map(({ start, end }) => plain.slice(start, end))
    .filter((span) => {
      const list = readJson(span);
      return (
        Array.isArray(list) && list.length > 0 && list.every((item) => set.find(normaliseText(String(item)).trim()) !== undefined)
      );
    });
}
