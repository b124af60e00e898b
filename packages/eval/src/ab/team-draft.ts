/** A document of an interleaved ranking, and which of the two brought it. */
export interface DraftedDocument {
  id: string;
  team: "a" | "b";
}

/**
 * Two rankings as one by team-draft interleaving: as two captains choose players, whoever has chosen fewer takes its best document that
 * is not there yet, and a coin decides where both have chosen as many. Radlinski, Kurup & Joachims, How does clickthrough data reflect
 * retrieval quality?, 2008.
 *
 * @param length of the result. Default: 10
 *
 * @example
 * import { teamDraft } from "@secondpass/eval";
 *
 * teamDraft(["x", "y"], ["y", "z"], () => 0, 3); // => [{ id: "x", team: "a" }, { id: "y", team: "b" }, { id: "z", team: "b" }]
 */
export function teamDraft(a: readonly string[], b: readonly string[], random: () => number, length = 10): DraftedDocument[] {
  const drafted: DraftedDocument[] = [];
  const taken = new Set<string>();
  const teams = { a: { order: a, next: 0, chosen: 0 }, b: { order: b, next: 0, chosen: 0 } };
  const hasMore = (team: "a" | "b") => {
    const captain = teams[team];
    while (captain.next < captain.order.length && taken.has(captain.order[captain.next] as string)) captain.next++;
    return captain.next < captain.order.length;
  };
  while (drafted.length < length) {
    const able = (["a", "b"] as const).filter(hasMore);
    if (able.length === 0) break;
    const { chosen: ofA } = teams.a;
    const { chosen: ofB } = teams.b;
    const turn = ofA === ofB ? (random() < 0.5 ? "a" : "b") : ofA < ofB ? "a" : "b";
    // A captain whose list is at its end leaves the rest to the other.
    const team = able.includes(turn) ? turn : (able[0] as "a" | "b");
    const captain = teams[team];
    const id = captain.order[captain.next] as string;
    taken.add(id);
    captain.chosen++;
    drafted.push({ id, team });
  }
  return drafted;
}
