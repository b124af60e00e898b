/** A document as every framework can hold it. */
export interface Candidate {
  id: string;
  text: string;
  metadata: Record<string, unknown>;
  /** First stage. */
  score: number;
}

export const texts = [
  "The weather in Paris is mild in spring.",
  "Install Rust with rustup: curl https://sh.rustup.rs",
  "Rust is an oxide of iron.",
  "A recipe for sourdough bread.",
];

export const query = "install rust";

/** By BM25: both words, one word, none; ties in first-stage order. */
export const lexicalOrder = ["d1", "d2", "d0", "d3"];

/** The texts with metadata whose keys a careless wrapper would take for its own. */
export const candidates: readonly Candidate[] = texts.map((text, i) => ({
  id: `d${i}`,
  text,
  metadata: { source: { page: i }, score: "the user's own", rank: -i, index: "x", id: "not the id" },
  score: 1 - i / 10,
}));
