import { RerankError } from "secondpass";
import type { CorpusDocument } from "../files/read-corpus.ts";
import type { Division } from "../strata/compare-strata.ts";
import { countWords, type DerivedStrata, derivedStrata, stratumOf } from "../strata/derive-strata.ts";
import { readStrata } from "../strata/read-strata.ts";
import type { MeasureOptions } from "./evaluate-options.ts";

export interface DividedQueries {
  /** Looks at each document of the corpus, where the divisions depend on it. */
  onDocument?: (document: CorpusDocument) => void;
  /** Ready when the corpus has been seen. */
  divisions(): Division[];
}

const defaultStrata: readonly DerivedStrata[] = ["length", "question", "number"];

/** @throws {RerankError} `invalid_options` for a division that there is not, `invalid_data` for a file that is none */
export async function divideQueries(
  strata: MeasureOptions["strata"] = defaultStrata,
  queries: readonly { id: string; text: string }[],
): Promise<DividedQueries> {
  if (typeof strata === "string" || strata instanceof Map) {
    const known = typeof strata === "string" ? await readStrata(strata) : strata;
    if (!queries.some(({ id }) => known.has(id))) {
      throw new RerankError("invalid_data", "the strata name none of the judged queries; are they of another collection?");
    }
    return { divisions: () => [{ by: "file", labels: queries.map(({ id }) => known.get(id) ?? "in no stratum") }] };
  }
  const names = strata as readonly DerivedStrata[];
  const unknown = names.find((name) => !derivedStrata.includes(name));
  if (unknown !== undefined) {
    throw new RerankError(
      "invalid_options",
      `queries are not divided by ${JSON.stringify(unknown)}, only by ${derivedStrata.join(", ")}`,
    );
  }
  const counted = names.includes("rareTerm") ? countWords(queries.map(({ text }) => text)) : undefined;
  return {
    onDocument: counted && (({ title, text }) => counted.add(title ? `${title} ${text}` : text)),
    divisions: () => names.map((by) => ({ by, labels: queries.map(({ text }) => stratumOf(by, text, counted?.frequencies)) })),
  };
}
