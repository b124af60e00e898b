import type { ScoreScale } from "secondpass";
import { quantile } from "simple-statistics";
import { countOf, formatScore } from "../format-figures.ts";
import { html, type Markup } from "../markup.ts";
import { chart } from "../parts/chart.ts";
import { legend } from "../parts/legend.ts";
import type { Section } from "../parts/section.ts";
import { type Move, movesPlot } from "../plots/moves-plot.ts";
import type { Paint } from "../plots/painter.ts";
import { type ScoreGroups, scorePlot } from "../plots/score-plot.ts";
import type { ReportModel, ReportSeries } from "../report-model.ts";
import { type JudgedCandidate, judgedCandidates, relevantIds } from "./candidate-scores.ts";

const groups = [
  { color: "var(--relevant)", sign: "■", name: "relevant" },
  { color: "var(--others)", sign: "■", name: "not relevant or not judged" },
];
const scales: Readonly<Record<ScoreScale, string>> = {
  logit: "logit",
  unit: "0 to 1",
  similarity: "similarity",
  rank: "none",
};
const quantiles = [0.05, 0.25, 0.5, 0.75, 0.95];

/** How scores tell relevant from irrelevant candidates, and where the relevant ones went. */
export function scoresSection({ base, details, series }: ReportModel, paint: Paint): Section {
  const first = details.queries.flatMap(({ firstStage, judged }) => {
    const relevant = relevantIds(judged);
    return firstStage.slice(0, base.depth).map(({ id, score }) => ({ score, relevant: relevant.has(id) }));
  });
  const ranked = series.map((one) => ({ one, candidates: judgedCandidates(one.details) }));
  const isScored = ({ candidates }: (typeof ranked)[number]) => candidates.some(({ score }) => score !== null);
  const scored = ranked.filter(isScored).map(({ one: { name, details }, candidates }) => {
    return scoreChart(name, scales[details.scoreScale ?? "rank"], candidates, paint);
  });
  const silent = ranked.filter((found) => !isScored(found)).map(({ one }) => one.name);
  const body = html`<p>The less the two groups overlap, the better scores tell them apart. Each is drawn as shares of itself, since there are many more irrelevant candidates.</p>
${silent.length > 0 && html`<p class="quiet">An order and no scores: ${silent.join(", ")}.</p>`}
<div class="charts">
${scoreChart("First stage", "as in the run", first, paint)}
${scored}
</div>
<div class="charts">
${ranked.map(({ one, candidates }) => movesChart(one, candidates, paint))}
</div>`;
  return { id: "scores", name: "Scores", title: "Scores and places", body };
}

function scoreChart(
  name: string,
  scale: string,
  candidates: readonly Pick<JudgedCandidate, "score" | "relevant">[],
  paint: Paint,
): Markup {
  const scored = candidates.flatMap(({ score, relevant }) => (score === null ? [] : [{ score, relevant }]));
  const pick = (wanted: boolean) => scored.flatMap(({ score, relevant }) => (relevant === wanted ? [score] : []));
  const all: ScoreGroups = { relevant: pick(true), others: pick(false) };
  const rows = [
    { name: "relevant", scores: all.relevant },
    { name: "not relevant or not judged", scores: all.others },
  ].filter(({ scores }) => scores.length > 0);
  const middle = rows.map(({ name, scores }) => `${name} ${formatScore(quantile([...scores], 0.5))}`).join(", ");
  return chart({
    title: `Scores: ${name}`,
    note: `${countOf(all.relevant.length, "relevant candidate")} and ${countOf(all.others.length, "other")}. The outermost bars hold what is farther out.`,
    legend: legend(groups),
    drawing: paint(`Histogram of scores. Medians: ${middle}`, (Plot) => scorePlot(Plot, all, `score (${scale})`)),
    table: {
      head: ["candidates", "number", ...quantiles.map((share) => `${100 * share} % are below`)],
      rows: rows.map(({ name, scores }) => [
        name,
        scores.length.toLocaleString("en"),
        ...quantiles.map((share) => formatScore(quantile([...scores], share))),
      ]),
    },
  });
}

function movesChart({ name, evaluation }: ReportSeries, candidates: readonly JudgedCandidate[], paint: Paint): Markup {
  const relevant = candidates.filter((candidate) => candidate.relevant);
  const counted = new Map<string, Move>();
  for (const { before, after } of relevant) {
    const key = `${before} ${after}`;
    counted.set(key, { before, after, count: (counted.get(key)?.count ?? 0) + 1 });
  }
  const moves = [...counted.values()];
  const count = (test: (candidate: JudgedCandidate) => boolean) => relevant.filter(test).length;
  const rows = [
    ["up", count(({ before, after }) => after < before)],
    ["same place", count(({ before, after }) => after === before)],
    ["down", count(({ before, after }) => after > before)],
    ["in the first ten before", count(({ before }) => before <= 10)],
    ["in the first ten after", count(({ after }) => after <= 10)],
  ];
  return chart({
    title: `Places of relevant documents: ${name}`,
    note: "Rank before against rank after, larger where several documents share them. Above the line is up.",
    legend: legend([
      { color: "var(--better)", sign: "●", name: "up" },
      { color: "var(--worse)", sign: "●", name: "down" },
      { color: "var(--others)", sign: "●", name: "same place" },
    ]),
    drawing: paint(`Ranks of relevant documents. ${rows.map(([what, many]) => `${what}: ${many}`).join("; ")}`, (Plot) =>
      movesPlot(Plot, moves, evaluation.depth),
    ),
    table: { head: ["relevant candidates", "number"], rows },
  });
}
