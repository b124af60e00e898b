import type { MockResultsFault } from "./mock-fault.ts";
import type { MockResult } from "./mock-format.ts";

/** Stands for the literal `NaN` until the answer is text: JSON has no word for it. */
export const nanMark = "[literal NaN]";

/** The results with this fault in them; `count` documents were sent. */
export function applyResultsFault(
  results: readonly MockResult[],
  fault: Exclude<MockResultsFault, "missing">,
  count: number,
): MockResult[] {
  const [first, ...rest] = results;
  if (!first || fault === "empty") return [];
  switch (fault) {
    case "fewer":
      return results.slice(0, -1);
    case "duplicate":
      return [first, ...rest.slice(0, -1), first];
    case "outOfRange":
      return [{ ...first, index: count }, ...rest];
    case "unsorted":
      return results.toReversed();
    case "nan":
      return [{ ...first, score: nanMark }, ...rest];
    case "null":
      return [{ ...first, score: null }, ...rest];
    case "text":
      return [{ ...first, score: "high" }, ...rest];
  }
}
