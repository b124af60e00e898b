import type { RerankDocument } from "../contract/index.ts";

/** A query with one answer among documents that have nothing to do with it. */
export const sampleQuery = "how do I install rust";

export const sampleTexts: readonly string[] = [
  "The weather in Paris is mild in spring.",
  "Bake the bread at 220 degrees for half an hour.",
  "Install Rust with rustup: run curl https://sh.rustup.rs and follow the instructions.",
  "A violin has four strings tuned in perfect fifths.",
  "Iron oxide, commonly called rust, forms when iron and oxygen react.",
];

/** Position of the answer in `sampleTexts`. */
export const sampleAnswer = 2;

/** The samples as documents with ids, metadata and falling first-stage scores, frozen through and through. */
export function sampleDocuments(): readonly RerankDocument[] {
  return Object.freeze(
    sampleTexts.map((text, i) =>
      Object.freeze({
        id: `doc-${i}`,
        text,
        score: 10 - i,
        metadata: Object.freeze({ source: `page-${i}`, tags: Object.freeze(["a"]) }),
      }),
    ),
  ) as readonly RerankDocument[];
}

/** As many different documents as asked for. */
export function manyTexts(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${sampleTexts[i % sampleTexts.length]} Page ${i} of the collection.`);
}
