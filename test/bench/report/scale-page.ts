import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Machine } from "../machine.ts";
import { root } from "../paths.ts";
import type { ScaleCase } from "../sections/eval-scale.ts";
import { formatMemory, formatMs, markdownTable } from "./format.ts";
import { verdict } from "./target.ts";

interface ScalePage {
  machine: Machine;
  commit: string;
  date: string;
  documents: number;
  queries: number;
  cases: readonly ScaleCase[];
}

const mostMb = 1500;

/** Prints what was measured, and writes it to docs/eval-performance.md. */
export function writeScalePage(page: ScalePage, { toDocs }: { toDocs: boolean }): void {
  const rows = page.cases.map(({ what, queries, ms, peakMb }) => [
    what,
    queries.toLocaleString("en"),
    formatMemory(peakMb),
    what.startsWith("MiniSearch") ? "" : verdict(peakMb < mostMb),
    formatMs(ms),
  ]);
  const table = markdownTable(["", "queries", "most memory", "under 1.5 GB", "time"], rows);
  process.stdout.write(table);
  if (!toDocs) return;
  writeFileSync(join(root, "docs/eval-performance.md"), pageText(page, table));
  process.stderr.write("wrote docs/eval-performance.md\n");
}

function pageText({ machine, commit, date, documents, queries }: ScalePage, table: string): string {
  const { processor, cores, memoryGb, node } = machine;
  const [corpus, lines] = [documents, queries * 100].map((count) => count.toLocaleString("en"));
  return `# Large evaluations

What an evaluation of ${corpus} documents and a run of ${lines} lines (${queries.toLocaleString("en")} queries with 100 candidates each) takes. One program measured everything here
and wrote the page, on ${date}:

\`\`\`sh
npm run bench -- eval-scale            # writes this page; makes the collection first, 1.2 GB
npm run bench -- --quick eval-scale    # a look at it, with a small collection
\`\`\`

${processor}, ${cores} cores, ${memoryGb} GB; Node ${node}; commit ${commit}. **Memory** is the most that the whole process ever held, Node included, without any limit set. **Times** are those of
this machine with whatever else it was doing, and only there to tell seconds from hours.

${table}
The collection is made: words by Zipf's law, passages of 113 words on average, ids of 17 characters, candidates from all over the corpus, so that nearly every document is a candidate of some query.

## Where the memory goes

- **Run and judgments** are in memory, each id once. The corpus is read as it comes; its ids are kept, to find one that is there twice.
- **Texts of candidates** are in memory up to 134 million characters. What comes later goes into a file in the temporary folder (\`TMPDIR\`) that has no name and is gone with the process.
- **BM25** keeps where the queries' words are, six bytes for a word of a document. MiniSearch, which was used before, is there for comparison: told which words will be asked for, with a fifth of the documents. See
  [the decision](decisions/2026-11-26-bm25-over-a-corpus.md).
- **Dense** keeps the queries' vectors; documents go past them. The vectors of this table cost nothing; with a real model, making them is nearly all of the time.
- **Intervals and tests** draw all queries 10,000 times for each metric and stratum, which for ${queries.toLocaleString("en")} queries is most of the time of \`compare\`.
`;
}
