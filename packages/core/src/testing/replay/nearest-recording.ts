import type { RecordedRequest } from "./cassette.ts";

const longest = 60;

/**
 * In what the most similar of some recorded requests differs, for whoever looks for the one that is missing; `undefined`
 * where there are none.
 */
export function describeNearest(request: RecordedRequest, recorded: readonly RecordedRequest[]): string | undefined {
  const asked = leavesOf(request);
  let best: { likeness: number; had: Map<string, string> } | undefined;
  for (const candidate of recorded) {
    const had = leavesOf(candidate);
    const equal = [...asked].filter(([path, value]) => had.get(path) === value).length;
    // Same address first: a body of another provider is of no help however much of it is the same.
    const likeness = equal / Math.max(asked.size, had.size) + (candidate.url === request.url ? 1 : 0);
    if (!best || likeness > best.likeness) best = { likeness, had };
  }
  if (!best) return undefined;
  const { had } = best;
  const paths = [...new Set([...asked.keys(), ...had.keys()])].filter((path) => asked.get(path) !== had.get(path));
  const shown = paths.slice(0, 3).map((path) => `${path} is ${short(asked.get(path))}, recorded ${short(had.get(path))}`);
  return `${shown.join("; ")}${paths.length > 3 ? `; and ${paths.length - 3} more` : ""}`;
}

/** Every value that is no list or object, as JSON, by its path. */
function leavesOf(value: unknown, path = "", leaves: Map<string, string> = new Map()): Map<string, string> {
  if (typeof value !== "object" || value === null) return leaves.set(path, JSON.stringify(value) ?? "nothing");
  for (const [name, inner] of Object.entries(value)) {
    // `body.json.query` is known to people as `body.query`.
    leavesOf(inner, name === "json" && path === "body" ? path : path ? `${path}.${name}` : name, leaves);
  }
  return leaves;
}

function short(text = "absent"): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
