import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sharedData } from "../data/shared-data.ts";
import type { Workload } from "./documents.ts";
import { query } from "./documents.ts";

/** Texts of one kind, other ones in every round. */
export interface NewTexts {
  name: string;
  round(round: number): Pick<Workload, "query" | "documents">;
}

/** Abstracts, long and short, and passages of the web. */
const collections = { scifact: "SciFact", cranfield: "Cranfield", "trec-dl19-rerank": "DL19 passages" } as const;

/** Texts of collections where they are at hand, otherwise passages of whatever text there is. */
export function newTexts(count: number, workload: (documents: number, round: number) => Workload): NewTexts[] {
  const found = Object.entries(collections).flatMap(([folder, name]) => {
    const file = join(sharedData, "collections", folder, "corpus.jsonl");
    return existsSync(file) ? [{ name, round: roundsOf(readTexts(file), count) }] : [];
  });
  return found.length > 0 ? found : [{ name: "passages", round: (round) => workload(count, round) }];
}

function readTexts(file: string): string[] {
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  return lines.map((line) => (JSON.parse(line) as { text: string }).text);
}

function roundsOf(texts: readonly string[], count: number): NewTexts["round"] {
  return (round) => {
    const documents = texts.slice(round * count, (round + 1) * count);
    if (documents.length < count) throw new Error(`there are no ${count} texts for round ${round}`);
    return { query, documents };
  };
}
