import { blend, feedback } from "./measure-model.ts";
import type { CollectionResult, RerankedResult, Results } from "./results.ts";

const start = "<!-- results: written by `npm run -s measure -- --write` -->";
const end = "<!-- /results -->";

/** The table of a model card. A difference is bold where its 95 % interval has no zero in it. */
export function renderTable({ collections }: Results): string {
  const head = ["collection", "queries", "BM25", "model alone", "difference", `blended ${blend}`, "difference"];
  const rows = [
    [...head, `\`local\`: and feedback ${feedback}`, "difference", "better / worse", "ms per 100 documents"],
    Array.from({ length: 11 }, () => "---"),
    ...collections.map((result) => [
      result.name,
      String(result.queries),
      result.bm25.toFixed(4),
      ...cells(result.alone),
      ...cells(result.blended),
      ...cells(result.local),
      `${result.local.wins} / ${result.local.losses}`,
      result.msPer100Documents.toFixed(0),
    ]),
  ];
  return rows.map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** Which collections the model is significantly better or worse on, as one sentence each. */
export function renderSignificance({ collections }: Results): string {
  return [
    `The model alone is ${describe(collections, ({ alone }) => alone)}.`,
    `Blended it is ${describe(collections, ({ blended }) => blended)}.`,
    `With feedback besides, which is \`local\`, it is ${describe(collections, ({ local }) => local)}.`,
  ].join("\n");
}

/** A card with the text between the markers made anew. */
export function fillCard(card: string, results: Results): string {
  const [from, to] = [card.indexOf(start), card.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the card has no ${start} before a ${end}`);
  return `${card.slice(0, from + start.length)}\n\n${renderTable(results)}\n\n${renderSignificance(results)}\n\n${card.slice(to)}`;
}

function cells({ mean, difference, ci95 }: RerankedResult): string[] {
  const text = `${signed(difference)} [${ci95.map(signed).join(", ")}]`;
  return [mean.toFixed(4), sign(ci95) === 0 ? text : `**${text}**`];
}

function describe(collections: readonly CollectionResult[], resultOf: (result: CollectionResult) => RerankedResult): string {
  const named = (wanted: number) =>
    collections.filter((result) => sign(resultOf(result).ci95) === wanted).map(({ name }) => name);
  return `significantly better than BM25 on ${list(named(1))}, significantly worse on ${list(named(-1))}`;
}

function list(names: readonly string[]): string {
  return names.length === 0 ? "none" : names.join(", ");
}

function sign([low, high]: RerankedResult["ci95"]): number {
  if (low > 0) return 1;
  return high < 0 ? -1 : 0;
}

function signed(value: number): string {
  return `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(4)}`;
}
