import { join } from "node:path";
import { type CalibrateOptions, calibrate } from "@secondpass/eval";
import { type Calibration, type Reranker, rerankerFromScorer, type Scorer } from "secondpass";
import { seededRandom } from "secondpass/adapter";
import { writeCollection } from "./write-collection.ts";

export interface Numbered {
  collection: string;
  run: string;
}

/**
 * A collection whose documents are numbers between -3 and 3, made such that a document x is relevant with the probability
 * 1 / (1 + exp(-(2x - 1))).
 */
export async function writeNumberedCollection(queries: number, perQuery = 10, seed = 1): Promise<Numbered> {
  const random = seededRandom(seed);
  const rows = Array.from({ length: queries * perQuery }, (_, i) => {
    // One of each query is as good as certain, so that every query is judged.
    const isFirst = i % perQuery === 0;
    const x = isFirst ? 3 : 6 * random() - 3;
    const isRelevant = isFirst || random() < 1 / (1 + Math.exp(-(2 * x - 1)));
    return { query: `q${Math.floor(i / perQuery)}`, document: `d${i}`, x, isRelevant };
  });
  const collection = await writeCollection({
    "corpus.jsonl": rows.map(({ document, x }) => `{"_id":"${document}","text":"${x}"}\n`).join(""),
    "queries.jsonl": Array.from({ length: queries }, (_, i) => `{"_id":"q${i}","text":"query ${i}"}\n`).join(""),
    "qrels/test.tsv": rows.flatMap((row) => (row.isRelevant ? `${row.query}\t${row.document}\t1\n` : [])).join(""),
    "run.trec": rows.map(({ query, document }, i) => `${query} Q0 ${document} 1 ${-i} t\n`).join(""),
  });
  return { collection, run: join(collection, "run.trec") };
}

/** Scores a document by the number that it is. */
export function numbersReranker(own: Partial<Scorer> = {}): Reranker {
  return rerankerFromScorer({
    id: "numbers",
    scoreScale: "logit",
    supports: { pointwise: true, abort: true, instructions: false },
    fingerprint: "1",
    score: async (_, texts) => ({ scores: texts.map(Number) }),
    dispose: async () => {},
    ...own,
  });
}

/** Calibrates the numbers of 120 queries, where nothing else is said. */
export async function calibrateNumbers(options: Partial<CalibrateOptions> = {}): Promise<Calibration> {
  return calibrate({ ...(await writeNumberedCollection(120)), reranker: numbersReranker(), ...options });
}
