// Prints the bundled model's nDCG@10 through the public API: npm run -s measure
import { join } from "node:path";
import { createReranker } from "secondpass";
import { readJudgedQueries } from "../data/beir-collection.ts";
import { noSharedData, sharedData } from "../data/shared-data.ts";
import { collections } from "./collections.ts";
import { measureCollection } from "./measure-collection.ts";

const rerankers = [
  { name: "first stage (BM25)", config: "identity" },
  { name: "BM25 over candidates", config: "lexical" },
  { name: "model alone", config: { local: { blend: 0 } } },
  { name: "local (blended)", config: "local" },
] as const;

if (noSharedData) {
  console.error(noSharedData);
  process.exit(1);
}
console.log(["nDCG@10".padEnd(18), "queries", ...rerankers.map(({ name }) => name)].join(" | "));
for (const { name, run } of collections) {
  const queries = await readJudgedQueries(join(sharedData, "collections", name), run);
  const cells: string[] = [];
  for (const { config } of rerankers) {
    process.stderr.write(`\r${name} ${JSON.stringify(config)}   `);
    const reranker = await createReranker(config);
    cells.push((await measureCollection(reranker, queries)).toFixed(4));
    await reranker.dispose();
  }
  process.stderr.write("\r\x1b[K");
  console.log([name.padEnd(18), queries.length, ...cells].join(" | "));
}
