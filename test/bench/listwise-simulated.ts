// Compares the strategies of listwise ranking on a simulated model, and writes docs/listwise-simulated.md: npm run simulate
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ListwiseOptions } from "secondpass/listwise";
import { readJudgedQueries } from "../data/beir-collection.ts";
import { ndcgAt10 } from "../data/ndcg.ts";
import { noSharedData, sharedData } from "../data/shared-data.ts";
import { type SimulatedFigures, simulateRankings } from "../data/simulate-rankings.ts";
import { simulatedProfiles } from "../data/simulated-llm.ts";

const strategies: { name: string; options: Omit<ListwiseOptions, "model" | "scorer"> }[] = [
  { name: "`single`", options: { strategy: "single" } },
  { name: "`slidingWindow`", options: { strategy: "slidingWindow" } },
  { name: "`slidingWindow`, 2 passes", options: { strategy: "slidingWindow", passes: 2 } },
  { name: "`select`", options: { strategy: "select" } },
  { name: "`select`, consistency 3", options: { strategy: "select", consistency: 3 } },
  { name: "`refine` (a decent scorer first)", options: { strategy: "refine" } },
  { name: "`refine`, consistency 3", options: { strategy: "refine", consistency: 3 } },
  { name: "`topDown`", options: { strategy: "topDown" } },
  { name: "`tournament`", options: { strategy: "tournament" } },
  { name: "`setwise`", options: { strategy: "setwise" } },
];
const profiles = ["weak", "mid", "consistent"] as const;
const seeds = process.argv.includes("--quick") ? [1] : [1, 2, 3, 4, 5];

if (noSharedData) {
  console.error(noSharedData);
  process.exit(1);
}
const queries = await readJudgedQueries(join(sharedData, "collections/trec-dl19-rerank"), "runs/BM25.trec");
const first = queries.map(({ candidates, grades }) =>
  ndcgAt10(
    candidates.map(({ id }) => id),
    grades,
  ),
);
const firstStage = first.reduce((sum, value) => sum + value, 0) / first.length;

const rows: string[] = [];
for (const { name, options } of strategies) {
  const figures: SimulatedFigures[] = [];
  for (const profile of profiles) {
    process.stderr.write(`\r${name} ${profile}        `);
    figures.push(await simulateRankings({ queries, profile: simulatedProfiles[profile], seeds, options, withTexts: true }));
  }
  const [, mid] = figures as [SimulatedFigures, SimulatedFigures, SimulatedFigures];
  const work = [
    mid.calls.toFixed(1),
    mid.rounds.toFixed(1),
    `${(mid.inputTokens / 1000).toFixed(1)}k`,
    mid.outputTokens.toFixed(0),
  ];
  rows.push(`| ${[name, ...work, ...figures.map(({ ndcg }) => ndcg.toFixed(3))].join(" | ")} |`);
}
process.stderr.write("\r\x1b[K");

const page = `# Listwise strategies, simulated

**These figures are simulated and no benchmark.** No language model was asked. They show how the strategies compare under one set of assumptions; what a real model does on
your documents only [an evaluation](guides/listwise.md#is-it-worth-it) tells.

\`\`\`sh
npm run simulate            # writes this page
npm run simulate -- --quick # one seed
\`\`\`

The simulated model knows the judgments of TREC DL 2019 (${queries.length} queries, BM25's top 100, nDCG@10 ${firstStage.toFixed(3)} before) and errs: by a taste of its own that stays the same for a
document, by chance that is new in every call, by where a document stands in the prompt, and by leaving documents out or refusing. The three profiles were fitted to
published figures of GPT-3.5 (weak), GPT-4 (mid) and RankZephyr (consistent) with a sliding window. The scorer before \`refine\` is simulated too, about as good as a
MiniLM cross-encoder. Everything else is the real code: plans, prompts, parser, retries. Means over ${seeds.length} seed${seeds.length > 1 ? "s" : ""}; calls, rounds and tokens of the mid
profile, retries of refusals included, tokens estimated.

| strategy | calls | rounds | input tokens | output tokens | nDCG@10 weak | mid | consistent |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.join("\n")}

What to take from it, and what not:

- Rounds are what a user waits for: calls of one round run side by side.
- After a decent pointwise scorer, one window over its best 20 does as much as many calls over 100 documents. With a poor scorer that is not so.
- Known to be too kind to: \`consistency\` with weak models, and anything that mixes in the first stage, whose mistakes the simulator takes to be independent of the model's.
`;
await writeFile(join(import.meta.dirname, "../../docs/listwise-simulated.md"), page);
console.log(rows.join("\n"));
