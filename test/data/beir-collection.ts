import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RerankDocument } from "secondpass";

/** One judged query with the candidates of its first stage. */
export interface JudgedQuery {
  id: string;
  text: string;
  /** In first-stage order, with first-stage scores. */
  candidates: (RerankDocument & { id: string })[];
  /** Grade by document id; documents that were never candidates are in here too. */
  grades: Map<string, number>;
}

/** Reads the judged queries of a collection in BEIR layout, with their candidates from a TREC run. */
export async function readJudgedQueries(folder: string, run: string, depth = 100): Promise<JudgedQuery[]> {
  const corpus = new Map((await readJsonl(join(folder, "corpus.jsonl"))).map((row) => [row._id, row]));
  const queries = new Map((await readJsonl(join(folder, "queries.jsonl"))).map((row) => [row._id, row.text]));
  const grades = new Map<string, Map<string, number>>();
  for (const line of (await readLines(join(folder, "qrels/test.tsv"))).slice(1)) {
    const [query = "", document = "", grade] = line.split("\t");
    if (!grades.has(query)) grades.set(query, new Map());
    grades.get(query)?.set(document, Number(grade));
  }
  const candidates = new Map<string, JudgedQuery["candidates"]>();
  for (const line of await readLines(join(folder, run))) {
    const [query = "", , document = "", , score] = line.split(/\s+/);
    const { title, text = "" } = corpus.get(document) ?? {};
    const list = candidates.get(query) ?? [];
    if (list.length < depth) list.push({ id: document, text, score: Number(score), ...(title && { title }) });
    candidates.set(query, list);
  }
  return [...grades]
    .filter(([id, judged]) => queries.has(id) && [...judged.values()].some((grade) => grade > 0))
    .map(([id, judged]) => ({ id, text: queries.get(id) ?? "", candidates: candidates.get(id) ?? [], grades: judged }));
}

interface Row {
  _id: string;
  text: string;
  title?: string;
}

async function readJsonl(path: string): Promise<Row[]> {
  return (await readLines(path)).map((line) => JSON.parse(line));
}

async function readLines(path: string): Promise<string[]> {
  return (await readFile(path, "utf8")).split("\n").filter((line) => line !== "");
}
