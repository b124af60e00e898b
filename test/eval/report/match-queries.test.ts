import { expect, test } from "vitest";
import { figureOf, matchQueries, type QueryWish, searchText } from "../../../packages/eval/src/report/page/match-queries.ts";
import type { PageQuery } from "../../../packages/eval/src/report/page/page-data.ts";

const documents = [
  { id: "d1", title: "On Rust", text: "hidden" },
  { id: "d2", text: "hidden" },
];

function query(id: string, text: string, before: number, after: number, warnings: string[] = []): PageQuery {
  const places = [{ rank: 1 }, { rank: 1 }];
  const entry = { document: id === "a" ? 0 : 1, places };
  return {
    id,
    text,
    relevant: 1,
    values: [[before], [after], [before]],
    calls: [
      { ms: 1, warnings },
      { ms: 1, warnings: [] },
    ],
    documents: [entry],
  };
}

const queries = [
  query("a", "Install a compiler", 0.5, 1),
  query("b", "Cancel an order", 1, 0.25, ["deadline"]),
  query("c", "Weather in Paris", 0.5, 0.5),
  query("d", "Order of a genus", 0, 0.1),
];
const texts = queries.map((one) => searchText(one, documents));
const ids = (wish: Partial<QueryWish>) =>
  matchQueries(queries, texts, { search: "", filter: "all", order: "given", column: 1, ...wish })
    .map((i) => queries[i]?.id)
    .join("");

test("every word is looked for, in text, ids and titles, whatever the case, and not in the documents' texts", () => {
  expect(ids({ search: "" })).toBe("abcd");
  expect(ids({ search: "ORDER an" })).toBe("b");
  expect(ids({ search: "  order " })).toBe("bd");
  expect(ids({ search: "rust" })).toBe("a");
  expect(ids({ search: "d2" })).toBe("bcd");
  expect(ids({ search: "hidden" })).toBe("");
});

test("filters are about the chosen column", () => {
  expect(ids({ filter: "better" })).toBe("ad");
  expect(ids({ filter: "worse" })).toBe("b");
  expect(ids({ filter: "same" })).toBe("c");
  expect(ids({ filter: "told" })).toBe("b");
  expect(ids({ filter: "told", column: 2 })).toBe("");
  expect(ids({ filter: "same", column: 2 })).toBe("abcd");
});

test("orders, with equal figures as given", () => {
  expect(ids({ order: "highest" })).toBe("adcb");
  expect(ids({ order: "lowest" })).toBe("bcda");
  expect(ids({ order: "largest" })).toBe("badc");
  // Of the first stage alone the figure is the value.
  expect(ids({ order: "highest", column: 0 })).toBe("bacd");
  expect(figureOf(queries[1] as PageQuery, 0)).toBe(1);
});
