import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../paths.ts";
import type { ChunkedComparison, ChunkedRow } from "../sections/chunked.ts";
import { markdownTable } from "./format.ts";

const head = ["collection", "window", "how long documents are read", "nDCG@10", "against cutting (95 %)", "p", "tokens a query"];

function toTable(comparisons: readonly ChunkedComparison[]): string {
  return markdownTable(
    head,
    comparisons.flatMap(({ collection, maxTokens, rows }) =>
      rows.map((row) => [
        collection,
        `${maxTokens}`,
        row.how,
        row.ndcg.toFixed(4),
        ...differenceOf(row),
        row.tokens?.toFixed(0) ?? "",
      ]),
    ),
  );
}

function differenceOf({ delta }: ChunkedRow): [string, string] {
  if (!delta) return ["", ""];
  const [low, high] = delta.ci95;
  return [`${signed(delta.mean)} (${signed(low)} … ${signed(high)})`, delta.pValue.toFixed(3)];
}

function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(4)}`;
}

/** Writes docs/long-documents-measured.md, where that is asked for; every figure in its tables comes from the results. */
export function writeChunkedPage(comparisons: readonly ChunkedComparison[], isComplete: boolean): string {
  const articles = comparisons.filter(({ collection }) => collection.startsWith("xquad"));
  const others = comparisons.filter((comparison) => !articles.includes(comparison));
  const tables = [toTable(others), toTable(articles)];
  if (!isComplete) return tables.join("\n");
  const page = `# Long documents, measured

What [reading long documents in passages](guides/long-documents.md) brings beside cutting them at the model's window, with the bundled model.

\`\`\`sh
npm run bench -- chunked   # writes this page; needs the evaluation collections beside the checkout
\`\`\`

"cut" reads the beginning of a document, as far as it fits beside the query; the others are the aggregates of \`chunked\`, everything else as it is by default. The
difference is to "cut" in the same window, query by query: its mean, the interval of a paired bootstrap and the p-value of a randomisation test. An interval that reaches across zero
shows nothing. "blended" is with 0.2 of the first stage, as \`local\` is by default, against "cut, blended".

## Abstracts

${others[0]?.queries} queries of scifact and ${others.at(-1)?.queries} of cranfield, the first 100 of BM25 each. The documents are abstracts of some 250 tokens, so that most of them fit a window of 512: the smaller windows are there to see
what cutting costs.

${tables[0]}
## Articles in four languages

XQuAD's 48 articles, each of its five paragraphs as one document, the first ${articles[0]?.queries} questions, the first ${articles[0]?.depth} of BM25 each. The bundled model is English: in other languages it is
left with words that match exactly.

${tables[1]}`;
  writeFileSync(join(root, "docs/long-documents-measured.md"), page);
  process.stderr.write("wrote docs/long-documents-measured.md\n");
  return tables.join("\n");
}
