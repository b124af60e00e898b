import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { sharedData } from "../data/shared-data.ts";
import { createGaussian, createRandom } from "./model/random.ts";
import { root, tokenizerFolder } from "./paths.ts";

export interface Workload {
  query: string;
  documents: string[];
  /** Tokens of each pair, special tokens included. */
  tokens: number[];
}

export const query = "which of the measured quantities changes most when the temperature of the sample is raised";

// Lengths of passages as retrieval finds them: many short, some long.
export const lengths = { medianTokens: 120, sigma: 0.6 } as const;
// Nothing is cut: cutting is where implementations differ on purpose.
const mostTokens = 480;
const wordsRead = 400_000;

type Encode = (text: string) => number[];

/** Makes workloads over real text. The n-th document has the same length in every round, and other words. */
export async function createWorkloads(): Promise<(documents: number, round: number) => Workload> {
  const encode = await openTokenizer();
  const words = readWords();
  const queryTokens = encode(query).length + 3;
  return (count, round) => {
    const gaussian = createGaussian(1);
    const random = createRandom(1000 + round);
    const workload: Workload = { query, documents: [], tokens: [] };
    for (let i = 0; i < count; i++) {
      const target = Math.min(mostTokens, Math.max(8, Math.round(lengths.medianTokens * Math.exp(lengths.sigma * gaussian()))));
      const text = textOf(target, words, Math.floor(random() * (words.length - 2 * mostTokens)), encode);
      workload.documents.push(text);
      workload.tokens.push(encode(text).length + queryTokens);
    }
    return workload;
  };
}

/** Words from a place in the text, as many as come nearest to the target. */
function textOf(target: number, words: readonly string[], start: number, encode: Encode): string {
  let count = target;
  for (let step = 0; step < 3; step++) {
    const tokens = encode(words.slice(start, start + count).join(" ")).length;
    count = Math.max(1, Math.round((count * target) / tokens));
  }
  return words.slice(start, start + count).join(" ");
}

/** The tokenizer that comes with secondpass, which only its own package can see. */
async function openTokenizer(): Promise<Encode> {
  const core = createRequire(import.meta.url).resolve("secondpass/package.json");
  const { Tokenizer } = await import(pathToFileURL(createRequire(core).resolve("@huggingface/tokenizers")).href);
  const folder = tokenizerFolder("ms-marco-MiniLM-L-6-v2");
  const read = (file: string) => JSON.parse(readFileSync(join(folder, file), "utf8"));
  const tokenizer = new Tokenizer(read("tokenizer.json"), read("tokenizer_config.json"));
  return (text) => tokenizer.encode(text, { add_special_tokens: false }).ids;
}

/** Abstracts of scientific papers where they are at hand, otherwise the documentation of this project. */
function readWords(): string[] {
  const corpus = join(sharedData, "collections/scifact/corpus.jsonl");
  const text = existsSync(corpus) ? readCorpus(corpus) : readPages();
  const words = text.split(/\s+/).filter((word) => word !== "");
  return words.slice(0, wordsRead);
}

function readCorpus(file: string): string {
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  return lines.map((line) => (JSON.parse(line) as { text: string }).text).join(" ");
}

function readPages(): string {
  const pages = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".md"));
  return pages.map((file) => readFileSync(join(root, "docs", file), "utf8")).join(" ");
}
