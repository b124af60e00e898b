import MiniSearch from "minisearch";
import type { Section } from "./load-sections.ts";

/** A section that the first stage found, with its BM25 score. */
export interface Found {
  section: Section;
  score: number;
}

/** The fast, rough first pass: BM25 over all sections, by MiniSearch. */
export function createFirstStage(sections: readonly Section[]): (query: string, count: number) => Found[] {
  const byId = new Map(sections.map((section) => [section.id, section]));
  const index = new MiniSearch<Section>({ fields: ["title", "text"] });
  index.addAll(sections);
  return (query, count) =>
    index
      .search(query)
      .slice(0, count)
      .map(({ id, score }) => ({ section: byId.get(id) as Section, score }));
}
