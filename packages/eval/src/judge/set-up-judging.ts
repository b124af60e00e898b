import { RerankError } from "secondpass";
import { seededRandom, shuffled } from "secondpass/adapter";
import { cutPassage } from "secondpass/listwise";
import { documentText } from "secondpass/rank";
import { checkCount } from "../evaluate/check-options.ts";
import { dataError } from "../files/data-error.ts";
import { findDocuments } from "../files/find-documents.ts";
import { openUnjudgedCollection, type UnjudgedCollection } from "../files/open-collection.ts";
import type { Run } from "../files/run.ts";
import { findHumanLabels, type HumanLabels } from "./human-labels.ts";
import type { JudgeOptions } from "./judge-options.ts";
import { loadRuns, poolDocuments } from "./pool-documents.ts";
import { defaultRubric, type Rubric } from "./rubric.ts";

/** A query with what is judged for it. */
export interface JudgingQuery {
  id: string;
  text: string;
  /** Ids of the documents to grade, in pool order. */
  documents: string[];
  /** Ids of those without text, which nobody can grade. */
  empty: string[];
}

/** A document as it is shown. */
export interface ShownText {
  text: string;
  isCut: boolean;
}

/** All that is judged. */
export interface Judging {
  collection: UnjudgedCollection;
  queries: JudgingQuery[];
  runs: Run[];
  texts: ReadonlyMap<string, ShownText>;
  human: HumanLabels | undefined;
  rubric: Rubric;
  depth: number;
  repeats: number;
  batchSize: number;
  passageTokens: number;
  reasoningTokens: number;
  seed: number;
}

/** @throws {RerankError} `invalid_data`, `invalid_options`: what can be known to be wrong before anything is asked */
export async function setUpJudging(options: JudgeOptions): Promise<Judging> {
  const { depth = 10, repeats = 2, batchSize = 5, passageTokens = 600, reasoningTokens = 0, seed = 1, signal } = options;
  const { rubric = defaultRubric, limitQueries } = options;
  for (const [name, value] of Object.entries({ depth, repeats, batchSize, passageTokens, limitQueries })) checkCount(name, value);
  const { collection: source, agreementOnly = false } = options;
  const collection = typeof source === "string" ? await openUnjudgedCollection(source) : source;
  const human = await findHumanLabels(options, collection);
  if (agreementOnly && !human) {
    throw new RerankError("invalid_options", "`agreementOnly` needs judgments of people: pass `human`");
  }
  signal?.throwIfAborted();
  const given = options.run === undefined ? undefined : await loadRuns(options.run, collection, [], depth);
  const isKnown = (id: string) =>
    (given?.some((run) => run.has(id)) ?? true) && (!agreementOnly || human?.qrels.has(id) === true);
  const known = [...collection.queries.keys()].filter(isKnown);
  if (known.length === 0) throw noQueries(collection, given, agreementOnly);
  const drawn = new Set(shuffled(known, seededRandom(seed)).slice(0, limitQueries));
  const ids = known.filter((id) => drawn.has(id));
  const runs = given ?? (await loadRuns(undefined, collection, ids, depth));
  signal?.throwIfAborted();
  const pool = poolDocuments(runs, ids, depth);
  if (agreementOnly) {
    for (const [id, documents] of pool)
      pool.set(
        id,
        documents.filter((document) => human?.qrels.get(id)?.has(document)),
      );
  }
  const texts = await readTexts(collection.corpusFile, new Set([...pool.values()].flat()), passageTokens);
  const isEmpty = (document: string) => texts.get(document)?.text.trim() === "";
  const queries = ids.map((id) => ({
    id,
    text: collection.queries.get(id) as string,
    documents: (pool.get(id) as string[]).filter((document) => !isEmpty(document)),
    empty: (pool.get(id) as string[]).filter(isEmpty),
  }));
  return { collection, queries, runs, texts, human, rubric, depth, repeats, batchSize, passageTokens, reasoningTokens, seed };
}

async function readTexts(
  corpusFile: string,
  wanted: ReadonlySet<string>,
  passageTokens: number,
): Promise<Map<string, ShownText>> {
  const { documents, missing } = await findDocuments(corpusFile, wanted);
  const [lost] = missing;
  if (lost !== undefined) {
    throw dataError(corpusFile, `does not have document ${lost}, which the run names; is the run of another collection?`);
  }
  return new Map(
    [...documents.values()].map((document) => {
      const { id } = document;
      const whole = documentText(document);
      const text = cutPassage(whole, passageTokens);
      return [id, { text, isCut: text !== whole }];
    }),
  );
}

function noQueries(collection: UnjudgedCollection, given: readonly Run[] | undefined, agreementOnly: boolean): RerankError {
  const [inRun] = given?.flatMap((run) => [...run.keys()]) ?? [];
  const [inCollection] = collection.queries.keys();
  if (inCollection === undefined) return new RerankError("invalid_data", `${collection.name} has no query`);
  const what = agreementOnly
    ? "people have judged none of the queries"
    : `the run has none of the queries (it has such as ${inRun})`;
  return new RerankError(
    "invalid_data",
    `${what} of ${collection.name} (which has such as ${inCollection}); do they belong together?`,
  );
}
