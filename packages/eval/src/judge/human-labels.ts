import { existsSync } from "node:fs";
import { join } from "node:path";
import { dataError } from "../files/data-error.ts";
import type { Collection, UnjudgedCollection } from "../files/open-collection.ts";
import { readProvenance } from "../files/provenance.ts";
import { readQrels } from "../files/read-qrels.ts";
import type { Qrels } from "../files/run.ts";
import type { JudgeOptions } from "./judge-options.ts";
import { relevantFrom, scale } from "./rubric.ts";

/** What people have judged. */
export interface HumanLabels {
  /** File, or that they were given. */
  source: string;
  qrels: Qrels;
  /** From which of their grades on a document is relevant. */
  relevantFrom: number;
  /** Whether they graded from 0 to 3, as the judge does. */
  isSameScale: boolean;
}

/**
 * The judgments of people that were named, or those of the collection. A file with the provenance of a judge beside it holds none.
 *
 * @throws {RerankError} `invalid_data` where such a file was named, or is malformed
 */
export async function findHumanLabels(
  {
    human,
    humanRelevantFrom,
    collection,
    split = "test",
  }: Pick<JudgeOptions, "human" | "humanRelevantFrom" | "collection" | "split">,
  opened: UnjudgedCollection,
): Promise<HumanLabels | undefined> {
  if (human === false) return undefined;
  const source = typeof human === "string" ? human : human ? "given" : sourceOf(collection, split, opened);
  if (source === undefined) return undefined;
  const provenance = human instanceof Map ? undefined : await readProvenance(source);
  if (provenance && human === undefined) return undefined;
  if (provenance) throw dataError(source, `is by ${provenance.model}, not by people; agreement with it would say nothing`);
  const qrels = human instanceof Map ? human : await readQrels(source);
  // Who graded up to 3 graded as TREC does, and there 1 is no answer.
  const isSameScale = highestOf(qrels) === scale.at(-1);
  return { source, qrels, isSameScale, relevantFrom: humanRelevantFrom ?? (isSameScale ? relevantFrom : 1) };
}

function sourceOf(given: JudgeOptions["collection"], split: string, opened: UnjudgedCollection): string | undefined {
  if (typeof given !== "string") return (opened as Partial<Collection>).qrelsFile;
  return [`${split}.tsv`, `${split}.tsv.gz`].map((name) => join(given, "qrels", name)).find(existsSync);
}

function highestOf(qrels: Qrels): number {
  let highest = 0;
  for (const grades of qrels.values()) for (const grade of grades.values()) highest = Math.max(highest, grade);
  return highest;
}
