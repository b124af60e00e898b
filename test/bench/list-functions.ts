// What dedupe and diversify do to a first stage's top 100, and what they take: npx tsx test/bench/list-functions.ts COLLECTION RUN
import { dedupe, diversify } from "secondpass";
import { documentText, wordSimilarity } from "secondpass/rank";
import { type JudgedQuery, readJudgedQueries } from "../data/beir-collection.ts";
import { ndcgAt10 } from "../data/ndcg.ts";
import { median } from "./statistics.ts";

type Documents = JudgedQuery["candidates"];

const [collection, run] = process.argv.slice(2);
if (!collection || !run) {
  console.error("usage: npx tsx test/bench/list-functions.ts COLLECTION RUN, the run's path from the collection");
  process.exit(2);
}

const steps: Record<string, (documents: Documents) => Documents> = {
  "as found": (documents) => documents,
  "dedupe, exact": (documents) => dedupe(documents).documents,
  "dedupe, near 0.8": (documents) => dedupe(documents, { near: 0.8 }).documents,
  "dedupe, near 0.5": (documents) => dedupe(documents, { near: 0.5 }).documents,
  "diversify, lambda 0.9": (documents) => diversify(documents, { lambda: 0.9 }).documents,
  "diversify, lambda 0.7": (documents) => diversify(documents, { lambda: 0.7 }).documents,
  "diversify, lambda 0.5": (documents) => diversify(documents, { lambda: 0.5 }).documents,
};

const queries = await readJudgedQueries(collection, run);
console.log(`${queries.length} queries, the top 100 of each`);
console.log("| | left out | nDCG@10 | similarity among the first 10 | CPU ms |\n|---|---|---|---|---|");
for (const [name, step] of Object.entries(steps)) {
  const rows = queries.map(({ candidates, grades }) => {
    const startedAt = process.cpuUsage();
    const after = step(candidates);
    const { user, system } = process.cpuUsage(startedAt);
    const ndcg = ndcgAt10(
      after.map(({ id }) => id),
      grades,
    );
    return {
      leftOut: 1 - after.length / candidates.length,
      ndcg,
      alike: similarityWithin(after.slice(0, 10)),
      ms: (user + system) / 1000,
    };
  });
  const share = `${(100 * mean(rows.map(({ leftOut }) => leftOut))).toFixed(1)} %`;
  const [ndcg, alike] = [rows.map(({ ndcg }) => ndcg), rows.map(({ alike }) => alike)].map((values) => mean(values).toFixed(3));
  console.log(`| ${[name, share, ndcg, alike, median(rows.map(({ ms }) => ms)).toFixed(1)].join(" | ")} |`);
}

/** Of all pairs, on average. */
function similarityWithin(documents: Documents): number {
  const similarity = wordSimilarity(documents.map(documentText));
  const pairs = documents.flatMap((_, a) => documents.slice(0, a).map((_, b) => similarity(a, b)));
  return mean(pairs);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
