// What fusing first stages does to their order and to the candidates: npx tsx test/bench/fusion.ts COLLECTION RUN RUN ...
import { basename, join } from "node:path";
import { compareRuns, type Qrels, type Run, rankDocuments, readQrels, readRun } from "@secondpass/eval";
import { type FusionMethod, fuse } from "secondpass";
import { median } from "./statistics.ts";

const [collection, ...files] = process.argv.slice(2);
if (!collection || files.length < 2) {
  console.error("usage: npx tsx test/bench/fusion.ts COLLECTION RUN RUN ...");
  process.exit(2);
}

const metrics = ["ndcg@10", "recall@100"] as const;
const ways: { name: string; method: FusionMethod; k?: number }[] = [
  { name: "rrf, k 60", method: "rrf" },
  { name: "rrf, k 10", method: "rrf", k: 10 },
  { name: "minMax", method: "minMax" },
  { name: "zScore", method: "zScore" },
  { name: "distribution", method: "distribution" },
];

const cpuMs: number[] = [];
const qrels = await readQrels(join(collection, "qrels/test.tsv"));
const runs = await Promise.all(
  files.map(async (file) => ({ name: basename(file).replace(/\.trec(\.gz)?$/, ""), run: await readRun(file) })),
);
const alone = await Promise.all(runs.map(async ({ name, run }) => ({ name, run, values: (await compare(run, run, qrels)).b })));
const best = alone.reduce((a, b) => (b.values["ndcg@10"] > a.values["ndcg@10"] ? b : a));

console.log("| | nDCG@10 | recall@100 | nDCG@10 against the best alone |\n|---|---|---|---|");
for (const { name, values } of alone) console.log(row(name, values));
for (const { name, method, k } of ways) {
  const { b, delta } = await compare(best.run, fuseAll(method, k), qrels);
  const { mean, ci95 } = delta["ndcg@10"] as { mean: number; ci95: [number, number] };
  console.log(row(name, b, `${signed(mean)} (${ci95.map(signed).join(" to ")})`));
}

const fused = [...fuseAll("rrf", undefined).values()];
console.log(
  `\n${median(fused.map((entries) => entries.length))} documents of ${runs.length} lists, fused by rrf in ${median(cpuMs).toFixed(2)} ms of CPU (medians)`,
);

function fuseAll(method: FusionMethod, k: number | undefined): Run {
  return new Map(
    [...qrels.keys()].map((query) => {
      const lists = runs.map(({ run }) => {
        const scores = new Map((run.get(query) ?? []).map(({ id, score }) => [id, score]));
        // The texts are of no matter: documents are known by their ids.
        return rankDocuments(run.get(query) ?? []).map((id) => ({ id, text: id, score: scores.get(id) as number }));
      });
      const startedAt = process.cpuUsage();
      const { documents } = fuse(lists, { method, k });
      const { user, system } = process.cpuUsage(startedAt);
      cpuMs.push((user + system) / 1000);
      return [query, documents.map(({ id, score }) => ({ id: id as string, score }))];
    }),
  );
}

async function compare(a: Run, b: Run, qrels: Qrels) {
  const { b: values, delta } = await compareRuns({ qrels, runs: [a, b], metrics });
  return { b: values as Record<(typeof metrics)[number], number>, delta };
}

function row(name: string, values: Record<(typeof metrics)[number], number>, change = ""): string {
  return `| ${[name, ...metrics.map((metric) => values[metric].toFixed(3)), change].join(" | ")} |`;
}

function signed(value: number): string {
  return `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(3)}`;
}
