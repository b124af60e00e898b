import { readdir, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { dataError } from "./data-error.ts";
import { readQrels } from "./read-qrels.ts";
import { readQueries } from "./read-queries.ts";
import type { Qrels } from "./run.ts";

/** Corpus and queries of a collection in BEIR layout, judged or not. The corpus stays on disk. */
export interface UnjudgedCollection {
  /** Name of its folder. */
  name: string;
  /** Path of `corpus.jsonl`, or of its gzipped form. */
  corpusFile: string;
  /** Text by query id, in the file's order. */
  queries: Map<string, string>;
}

/** A judged collection in BEIR layout. */
export interface Collection extends UnjudgedCollection {
  /** Which of the files in `qrels/` the judgments are from. */
  split: string;
  /** Path of the judgments. */
  qrelsFile: string;
  qrels: Qrels;
}

/**
 * Opens a collection in BEIR layout: `corpus.jsonl`, `queries.jsonl` and `qrels/<split>.tsv`, each of them plain or with `.gz`.
 * Queries and judgments are read; the corpus is not.
 *
 * @param split name of a file in `qrels/`
 * @throws {RerankError} `invalid_data` where the folder or one of its files is missing or malformed; the message says which
 */
export async function openCollection(folder: string, split = "test"): Promise<Collection> {
  const { corpusFile, queriesFile } = await findTexts(folder);
  const qrelsFile = await findFile(folder, "qrels", `${split}.tsv`);
  const [queries, qrels] = [await readQueries(queriesFile), await readQrels(qrelsFile)];
  const unknown = [...qrels.keys()].find((id) => !queries.has(id));
  if (unknown !== undefined) throw dataError(qrelsFile, `judges query ${unknown}, which ${queriesFile} does not have`);
  return { name: basename(resolve(folder)), split, corpusFile, qrelsFile, queries, qrels };
}

/**
 * Opens a folder with `corpus.jsonl` and `queries.jsonl` that nobody has judged yet, as far as this is concerned.
 *
 * @throws {RerankError} `invalid_data` as `openCollection`
 */
export async function openUnjudgedCollection(folder: string): Promise<UnjudgedCollection> {
  const { corpusFile, queriesFile } = await findTexts(folder);
  return { name: basename(resolve(folder)), corpusFile, queries: await readQueries(queriesFile) };
}

async function findTexts(folder: string): Promise<{ corpusFile: string; queriesFile: string }> {
  const isFolder = await stat(folder).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  if (!isFolder) throw dataError(folder, "is no folder; a collection is one with corpus.jsonl, queries.jsonl and qrels/");
  return {
    corpusFile: await findFile(folder, ".", "corpus.jsonl"),
    queriesFile: await findFile(folder, ".", "queries.jsonl"),
  };
}

async function findFile(folder: string, below: string, name: string): Promise<string> {
  const present = await readdir(join(folder, below)).catch(() => undefined);
  const found = [name, `${name}.gz`].find((candidate) => present?.includes(candidate));
  if (found !== undefined) return join(folder, below, found);
  const holds = present === undefined ? "there is no such folder" : `it holds ${present.sort().join(", ") || "nothing"}`;
  throw dataError(join(folder, below), `has no ${name} (nor ${name}.gz), so this is no collection in BEIR layout; ${holds}`);
}
