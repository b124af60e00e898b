import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../paths.ts";
import type { SimulatedRow } from "../sections/listwise.ts";
import { markdownTable } from "./format.ts";

export function toSimulatedTable(rows: readonly SimulatedRow[]): string {
  const cells = rows.map(({ strategy, figures: { calls, rounds, inputTokens, outputTokens }, ndcg }) => [
    strategy,
    calls.toFixed(1),
    rounds.toFixed(1),
    inputTokens.toFixed(0),
    outputTokens.toFixed(0),
    ...[ndcg.weak, ndcg.mid, ndcg.consistent].map((value) => value.toFixed(3)),
  ]);
  const heads = ["simulated nDCG@10, weak", "simulated, mid", "simulated, consistent"];
  return markdownTable(["strategy", "calls", "rounds", "input tokens", "output tokens", ...heads], cells);
}

/** Writes docs/listwise-simulated.md; every figure in its table comes from the results. */
export function writeSimulatedPage(rows: readonly SimulatedRow[], queries: number, seeds: number): void {
  const page = `# Listwise strategies, simulated

**No language model made these figures.** A simulated one did, which knows the right grades and errs in ways that were fitted to
published results. It is good for choosing between strategies, and for noticing when a change makes one worse. The nDCG here is no
benchmark of secondpass or of any model, and not to be quoted as one.

\`\`\`sh
npm run bench -- listwise   # writes this page; needs the evaluation collections beside the checkout
\`\`\`

TREC Deep Learning 2019, ${queries} queries, the first 100 of BM25 each, ${seeds} seeds. Calls are of the real scorer with retries of refused answers, rounds
those that follow one another, tokens estimated from the passages' text. Calls, rounds and tokens are those of the middle profile.

${toSimulatedTable(rows)}
## What is simulated

- A document is worth 0 unjudged and 0.7, 1.65, 2.65 or 3.3 by its grade, plus what this model persistently thinks of it, a normal
  error; averages over several calls do not remove that.
- In each call the middle of the window counts less, the first stand better than the last, and there is a normal error of that
  call alone, larger in larger windows. The same question always has the same answer.
- Some answers leave a label out, and some are refused.
- The profiles are named for what they were fitted to: weak to figures of GPT-3.5, mid to those of GPT-4, consistent to those of
  RankZephyr. The fit was made elsewhere; with our scorer the same parameters give up to three points less than it reported for
  the sliding window (mid .752, consistent .735), so compare within the table only.
- The scorer of \`refine\` is simulated too: the value by grade and a normal error of 1.03, about as good as a MiniLM or monoT5
  cross-encoder. With a worse scorer \`refine\` is worse than here.
- Errors of first stage, scorer and model are independent given the grade, which flatters \`refine\` and \`priorWeight\`.
`;
  writeFileSync(join(root, "docs/listwise-simulated.md"), page);
  process.stderr.write("wrote docs/listwise-simulated.md\n");
}
