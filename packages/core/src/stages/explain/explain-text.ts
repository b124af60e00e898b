import type { Ranking } from "../../contract/index.ts";
import type { FusedSource } from "../fuse/fusion.ts";
import { explain } from "./explain.ts";
import type { ExplainedDocument, ExplainOptions, Explanation } from "./explanation.ts";

/**
 * An explanation as text, a line for each document and one on how the order came about.
 *
 * @example
 * import { createLexicalReranker, explainText } from "secondpass";
 *
 * const documents = [{ id: "oxide", text: "Iron oxide" }, { id: "rustup", text: "Install Rust" }];
 * const ranking = await createLexicalReranker().rerank("rust", documents, { topN: 1 });
 * const [how, first, second] = explainText(ranking, { documents }).split("\n");
 * how; // => "reranked by lexical"
 * first.replace(/score \S+;/, "score …;"); // => "1. rustup: score …; was 2, up 1; “Install Rust”"
 * second; // => "-  oxide: dropped for topN; was 1; “Iron oxide”"
 */
export function explainText(explained: Ranking | Explanation, options: ExplainOptions = {}): string {
  const { reranked, servedBy, reason, documents, warnings } = "receipt" in explained ? explain(explained, options) : explained;
  const head = reranked ? `reranked by ${servedBy}${reason ? `; ${reason}` : ""}` : `not reranked: ${reason} (${servedBy})`;
  return [head, ...documents.map(lineOf), ...warnings.map(({ code, message }) => `${code}: ${message}`)].join("\n");
}

function lineOf(document: ExplainedDocument): string {
  const { index, id, rank, text } = document;
  const number = rank === undefined ? "- " : `${rank}.`;
  const parts = [...whyOf(document), beforeOf(document), ...restOf(document), ...(text ? [`“${text}”`] : [])];
  return `${number} ${id ?? `document ${index}`}: ${parts.join("; ")}`;
}

function whyOf({ dropped, duplicateOf, score, probability, blended, feedback, rank }: ExplainedDocument): string[] {
  if (dropped === "duplicate" && duplicateOf !== undefined) return [`dropped as a duplicate of document ${duplicateOf}`];
  if (dropped) return [`dropped for ${dropped}`];
  if (rank !== undefined && score === undefined) return ["no score"];
  const parts = [`score ${score?.toFixed(3)}`];
  if (blended) parts[0] += ` (model ${blended.model.toFixed(3)}, first stage ${shortNumber(blended.firstStage)})`;
  if (feedback)
    parts[0] += ` (before feedback ${feedback.before.toFixed(3)}, likeness to the best ${feedback.likeness.toFixed(2)})`;
  return probability === undefined ? parts : [...parts, `probability ${probability.toFixed(3)}`];
}

function beforeOf({ firstStage, move }: ExplainedDocument): string {
  const score = firstStage.score === undefined ? "" : ` with ${shortNumber(firstStage.score)}`;
  const moved = !move ? "" : `, ${move > 0 ? "up" : "down"} ${Math.abs(move)}`;
  return `was ${firstStage.rank}${score}${moved}`;
}

function restOf({ sources, truncated, bestPassage }: ExplainedDocument): string[] {
  return [
    ...(sources ? [`found by ${describeSources(sources)}`] : []),
    ...(truncated ? [`${truncated.keptTokens} of ${truncated.totalTokens} tokens read`] : []),
    ...(bestPassage ? [`best passage at ${bestPassage.start}: “${bestPassage.text}”`] : []),
  ];
}

function describeSources(sources: readonly FusedSource[]): string {
  return sources.map(({ list, rank }) => `${list} at ${rank}`).join(", ");
}

/** First-stage scores are of any size: 0.0164 of a fusion, 23.7 of BM25. */
function shortNumber(value: number): string {
  return String(Number(value.toPrecision(4)));
}
