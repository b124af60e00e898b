import { RerankError } from "secondpass";
import type { EvaluationWarning } from "./evaluation.ts";

/** Ids of the documents that an evaluation is about. */
export interface NamedDocuments {
  /** Everything that the run has for the judged queries. */
  run: ReadonlySet<string>;
  /** Of these, what will be reranked, so that its text is needed. */
  reranked: ReadonlySet<string>;
  judged: ReadonlySet<string>;
}

/**
 * What of a run and of judgments the corpus does not have.
 *
 * @param missing ids that are not in the corpus
 * @throws {RerankError} `invalid_data` where a candidate has no text, or the corpus is another one
 */
export function inspectCorpus(
  corpusFile: string,
  { run, reranked, judged }: NamedDocuments,
  missing: ReadonlySet<string>,
): EvaluationWarning[] {
  const missed = (ids: ReadonlySet<string>) => [...missing].filter((id) => ids.has(id));
  const [ofRun, withoutText, ofJudged] = [missed(run), missed(reranked), missed(judged)];
  if (withoutText.length > 0 || ofRun.length === run.size) {
    const which = withoutText[0] ?? ofRun[0];
    throw new RerankError(
      "invalid_data",
      `the run names document ${which}, which ${corpusFile} does not have; is the run of another collection?`,
    );
  }
  if (ofJudged.length === judged.size) {
    const message = `${corpusFile} has none of the ${judged.size} judged documents, such as ${ofJudged[0]}`;
    throw new RerankError("invalid_data", `${message}; is the corpus of another collection?`);
  }
  const warnings: (EvaluationWarning | false)[] = [
    ofRun.length > 0 && {
      code: "unknown_documents",
      message: `${ofRun.length} of ${run.size} documents of the run are not in the corpus, such as ${ofRun[0]}`,
    },
    ofJudged.length > 0 && {
      code: "missing_documents",
      message: `${ofJudged.length} of ${judged.size} judged documents are not in the corpus, such as ${ofJudged[0]}; no run can find them`,
    },
  ];
  return warnings.filter((warning) => warning !== false);
}
