import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../paths.ts";
import type { SkipCurve, SkipPoint } from "../sections/when-uncertain.ts";
import { formatPercent, markdownTable } from "./format.ts";
import { skipPlot, titleOf } from "./skip-plot.ts";

/** One row for each collection: what is kept when so many queries are skipped. */
export function toSkipTable(curves: readonly SkipCurve[]): string {
  const shown = (curves[0]?.points ?? []).filter(({ share }) => [0.1, 0.2, 0.3, 0.5].includes(share));
  const rows = curves.map((curve) => [
    titleOf(curve),
    `${curve.queries}`,
    curve.before.toFixed(3),
    curve.after.toFixed(3),
    ...shown.map(({ share }) => cell(curve.points.find((point) => point.share === share) as SkipPoint)),
  ]);
  const heads = shown.map(({ share }) => `${(100 * share).toFixed(0)} % skipped`);
  return markdownTable(["nDCG@10", "queries", "none reranked", "all reranked", ...heads], rows);
}

function cell({ ndcg, margin, loss: [low, high] }: SkipPoint): string {
  return `**${ndcg.toFixed(3)}** (${signed(low)} to ${signed(high)}), margin ${margin.toFixed(2)}`;
}

function signed(value: number): string {
  const rounded = Number(value.toFixed(3));
  // Whatever is rounded to 0 has no sign.
  return rounded === 0 ? "0.000" : `${rounded > 0 ? "+" : ""}${rounded.toFixed(3)}`;
}

/** Writes docs/when-to-skip-measured.md and its image; every figure in them comes from the results. */
export function writeSkipPage(curves: readonly SkipCurve[]): void {
  const docs = join(root, "docs");
  mkdirSync(join(docs, "images"), { recursive: true });
  writeFileSync(join(docs, "images/when-to-skip.svg"), skipPlot(curves));
  const real = curves.map((curve) => {
    const { margin, share, ndcg, calls } = curve.real;
    return [titleOf(curve), margin.toFixed(2), formatPercent(share), `${calls}`, ndcg.toFixed(3)];
  });
  const page = `# Skipping by margin, measured

The bundled model over the first 100 candidates of each query. The queries on which the first stage is surest, by the margin of its first over its third score in
standard deviations (\`marginOf\`), are skipped and keep their first-stage order. What it means: [when to skip](guides/when-to-skip.md).

\`\`\`sh
npm run bench -- when-uncertain   # writes this page; needs the evaluation collections beside the checkout
\`\`\`

![Share of the gain that is kept, by share of queries skipped](images/when-to-skip.svg)

In brackets the 95 % interval of the difference to reranking all, by a bootstrap over queries; then the margin from which on that many queries are skipped.

${toSkipTable(curves)}
The dashed line of the plot is what skipping queries at random keeps. A collection where reranking does not gain anything is not in the plot: there is nothing to keep.

## Through the wrapper

The table is reckoned from two orders of every query. The same by calling \`whenUncertain(local, { margin })\` through \`evaluate\`, at the margin that skips a fifth:

${markdownTable(["", "margin", "skipped", "calls of the model", "nDCG@10"], real)}
The margins were chosen on the queries that they are measured on, and the unit of the margin, the standard deviation, by looking at these collections: expect a little less on yours.
`;
  writeFileSync(join(docs, "when-to-skip-measured.md"), page);
  process.stderr.write("wrote docs/when-to-skip-measured.md\n");
}
