import { RerankError } from "secondpass";
import type { Collection } from "../files/open-collection.ts";
import type { Qrels, Run } from "../files/run.ts";
import type { EvaluationWarning } from "./evaluation.ts";

/** With fewer queries the interval of a mean is wide, and a percentile bootstrap a little too narrow. */
const leastQueries = 25;

interface Inspected {
  id: string;
  grades: ReadonlyMap<string, number>;
}

/**
 * What is odd about run and judgments; what makes every figure meaningless is an error.
 *
 * @throws {RerankError} `invalid_data` where the run has no judged query, or nothing for them, or no judged query has a relevant document
 */
export function inspectData(
  collection: Pick<Collection, "qrelsFile" | "qrels">,
  queries: readonly Inspected[],
  run: Run,
): EvaluationWarning[] {
  const { qrelsFile, qrels } = collection;
  const isRelevant = ({ grades }: Inspected) => [...grades.values()].some((grade) => grade > 0);
  const withoutRun = queries.filter(({ id }) => !run.get(id)?.length);
  const withoutRelevant = queries.filter((query) => !isRelevant(query));
  if (withoutRun.length === queries.length) {
    if (queries.some(({ id }) => run.has(id)))
      throw new RerankError("invalid_data", "the run has no document for any judged query");
    const [judged, given] = [queries[0]?.id, run.keys().next().value];
    const message = `none of the run's queries (such as ${given}) is judged in ${qrelsFile} (which judges such as ${judged})`;
    throw new RerankError("invalid_data", `${message}; is the run of another collection or split?`);
  }
  if (withoutRelevant.length === queries.length) {
    throw new RerankError("invalid_data", `${qrelsFile} has no relevant document for any query, so every metric would be 0`);
  }
  const unjudged = [...run.keys()].filter((id) => !qrels.has(id));
  const warnings: (EvaluationWarning | false)[] = [
    unjudged.length > 0 && {
      code: "unjudged_queries",
      message: `${unjudged.length} queries of the run are not judged and are left out, such as ${unjudged[0]}`,
    },
    withoutRun.length > 0 && {
      code: "missing_queries",
      message: `the run has nothing for ${withoutRun.length} of ${queries.length} judged queries, such as ${withoutRun[0]?.id}; they count as 0`,
    },
    withoutRelevant.length > 0 && {
      code: "no_relevant",
      message: `${withoutRelevant.length} of ${queries.length} queries have no relevant document, such as ${withoutRelevant[0]?.id}; they count as 0`,
    },
    nothingJudged(queries, run),
    negativeGrades(queries),
    queries.length < leastQueries && {
      code: "few_queries",
      message: `${queries.length} queries are few: with fewer than ${leastQueries} intervals are wide, and a little too narrow all the same`,
    },
  ];
  return warnings.filter((warning) => warning !== false);
}

/** Ids of another form than those of the judgments would otherwise be a 0 that looks like a bad run. */
function nothingJudged(queries: readonly Inspected[], run: Run): EvaluationWarning | false {
  if (queries.some(({ id, grades }) => run.get(id)?.some((entry) => grades.has(entry.id)))) return false;
  const given = queries.map(({ id }) => run.get(id)?.[0]?.id).find((id) => id !== undefined);
  const judged = queries[0]?.grades.keys().next().value;
  return {
    code: "nothing_judged",
    message: `no document of the run is judged for its query, so none counts as relevant: are ${given} (run) and ${judged} (judgments) ids of the same kind?`,
  };
}

function negativeGrades(queries: readonly Inspected[]): EvaluationWarning | false {
  const negative = queries.flatMap(({ id, grades }) =>
    [...grades].filter(([, grade]) => grade < 0).map(([document]) => ({ id, document })),
  );
  const [first] = negative;
  return (
    first !== undefined && {
      code: "negative_grades",
      message: `${negative.length} judgments are below 0, such as that of ${first.document} for query ${first.id}; they count as not judged`,
    }
  );
}

/** Queries as `inspectData` wants them, where there is no collection. */
export function judgedOf(qrels: Qrels): Inspected[] {
  return [...qrels].map(([id, grades]) => ({ id, grades }));
}
