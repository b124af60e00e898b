import { assess } from "./assess.ts";
import { assessWithSweep } from "./assess-with-sweep.ts";
import { checkDepths } from "./check-options.ts";
import { defaultDepth, type EvaluateOptions } from "./evaluate-options.ts";
import type { Evaluation } from "./evaluation.ts";
import { checkReport, saveReport, withoutDetails } from "./save-report.ts";
import { setUp, textsFor } from "./setup.ts";
import { withReranker } from "./with-reranker.ts";

/**
 * Says whether a reranker helps: reranks the candidates of every judged query of a collection and compares before and after, from
 * the same pool, with intervals. Without a reranker it measures the run.
 *
 * Every judged query counts, as with trec_eval's `-c`: one that the run does not have, or without a relevant document, is 0.
 *
 * @throws {RerankError} `invalid_data` for a file that is missing or malformed, or data that does not belong together; `invalid_options`;
 * what `createReranker` and `rerank` throw, with the query's id. An abort rejects with the signal's reason.
 *
 * @example
 * import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { evaluate } from "@secondpass/eval";
 *
 * const collection = await mkdtemp(join(tmpdir(), "collection-"));
 * await mkdir(join(collection, "qrels"));
 * await writeFile(join(collection, "corpus.jsonl"), '{"_id": "d1", "text": "Iron rusts."}\n{"_id": "d2", "text": "Install Rust with rustup."}\n');
 * await writeFile(join(collection, "queries.jsonl"), '{"_id": "q1", "text": "how do I install rust"}\n');
 * await writeFile(join(collection, "qrels/test.tsv"), "query-id\tcorpus-id\tscore\nq1\td2\t1\n");
 * const run = new Map([["q1", [{ id: "d1", score: 2 }, { id: "d2", score: 1 }]]]);
 *
 * const { baseline, reranked, delta } = await evaluate({ collection, run, reranker: "lexical", metrics: ["mrr@10"] });
 * baseline; // => { "mrr@10": 0.5 }
 * reranked; // => { "mrr@10": 1 }
 * delta["mrr@10"]; // => { mean: 0.5, ci95: [0.5, 0.5], pValue: 1, wins: 1, losses: 0, ties: 0 }
 */
export async function evaluate(options: EvaluateOptions): Promise<Evaluation> {
  const { reranker, signal, report } = options;
  signal?.throwIfAborted();
  checkDepths(options.depths, options.depth ?? defaultDepth);
  await checkReport(report);
  const setup = await setUp(options, textsFor({ ...options, isReranked: reranker !== undefined }));
  const { evaluation } =
    reranker === undefined
      ? await assess(setup, undefined, options)
      : await withReranker(reranker, signal, (made) => assessWithSweep(setup, made, options));
  await saveReport(report, evaluation);
  return withoutDetails(evaluation, options.details);
}
