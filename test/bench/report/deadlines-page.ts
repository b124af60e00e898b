import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Machine } from "../machine.ts";
import { root } from "../paths.ts";
import type { DeadlineAnswer, Deadlines } from "../sections/deadlines.ts";
import { median, quantile, sum } from "../statistics.ts";
import { formatMs, formatPercent, markdownTable } from "./format.ts";

/** One row for each way to rerank and number of callers. */
export function toDeadlineTable({ budgetMs, loads }: Deadlines): string {
  const rows = loads.map(({ name, callers, answers }) => {
    const times = answers.map(({ ms }) => ms);
    const share = (holds: (answer: DeadlineAnswer) => boolean) => formatPercent(answers.filter(holds).length / answers.length);
    const p99 = quantile(times, 0.99);
    const isHeld = !name.includes("no deadline");
    return [
      name,
      `${callers}`,
      formatMs(median(times)),
      isHeld ? `**${formatMs(p99)}** (${p99 <= 1.2 * budgetMs ? "within 20 %" : "over"})` : formatMs(p99),
      share(({ reranked }) => reranked),
      share(({ complete }) => complete),
      meanOf(answers.flatMap(({ depth }) => depth ?? [])),
      meanOf(answers.flatMap(({ secondDepth }) => secondDepth ?? [])),
      share(({ second }) => second),
    ];
  });
  const heads = ["", "callers", "median", "99th percentile", "reranked", "all that was to be read"];
  return markdownTable([...heads, "planned depth", "planned depth of a second stage", "second stage ranked"], rows);
}

function meanOf(values: readonly number[]): string {
  return values.length === 0 ? "" : (sum(values) / values.length).toFixed(0);
}

/** Writes docs/deadlines-measured.md; every figure in its table comes from the results. */
export function writeDeadlinesPage(found: Deadlines, { processor, cores, platform, node }: Machine, commit: string): void {
  const { budgetMs, documents, loads } = found;
  const held = loads.filter(({ name }) => !name.includes("no deadline"));
  const worst = Math.max(
    ...held.map(({ answers }) =>
      quantile(
        answers.map(({ ms }) => ms),
        0.99,
      ),
    ),
  );
  const counts = held.map(({ answers }) => answers.length);
  const page = `# Deadlines under load, measured

${budgetMs} ms for a call of ${documents} documents, with one, two and eight callers at once, each with one call after the other. Promised: the 99th percentile is within 20 % of the
budget, ${formatMs(1.2 * budgetMs)}. Measured: **at most ${formatMs(worst)}**. What it means: [cascades](guides/cascades.md), [a time budget](guides/latency-budget.md).

\`\`\`sh
npm run bench -- deadlines   # writes this page
\`\`\`

${processor}, ${cores} cores, ${platform}; Node ${node}; commit ${commit}. **Milliseconds are those of this machine.** ${Math.min(...counts)} calls for each row, but 24 where there is no deadline. The small model is the
bundled one, the larger one has the shape of MiniLM-L-6 in int8 with random weights: its speed is real, its order means nothing. The cascade reads ${documents} documents with the small and 30 with the larger model; \`auto\` has
the two to choose from. No text comes twice.

${toDeadlineTable(found)}
- **All that was to be read**: no stage was cut short by the deadline. A cascade that is given the same depths whatever the load is cut more and more often; \`auto\` plans for less instead.
- **Planned depth**: of calls that \`auto\` reranked; a call for which nothing fitted in is not reranked and costs nothing.
- Waiting in the process counts: eight callers that make their calls in the same moment wait for each other's texts to be counted and sent to the workers.
`;
  writeFileSync(join(root, "docs/deadlines-measured.md"), page);
  process.stderr.write("wrote docs/deadlines-measured.md\n");
}
