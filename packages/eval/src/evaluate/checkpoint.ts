import { createHash } from "node:crypto";
import type { Reranker } from "secondpass";
import { dataError } from "../files/data-error.ts";
import { openJournal } from "../files/journal.ts";
import type { RerankedQuery } from "./reranked-query.ts";
import type { JudgedQuery, Setup } from "./setup.ts";

/** What is already done of an evaluation, in a file with one line for each query. */
export interface Checkpoint {
  find(query: JudgedQuery): RerankedQuery | undefined;
  add(query: JudgedQuery, reranked: RerankedQuery): Promise<void>;
}

interface CheckpointLine {
  query: string;
  /** Of everything that the order depends on. */
  key: string;
  reranked: RerankedQuery;
}

/**
 * Opens a checkpoint, or begins one. Files of shards that are put together, line after line, are the checkpoint of the whole.
 *
 * @throws {RerankError} `invalid_data` where the file is of another evaluation: reranker, depth, query or candidates differ
 */
export async function openCheckpoint(
  file: string,
  reranker: Reranker,
  setup: Pick<Setup, "documents" | "depth" | "queries">,
): Promise<Checkpoint> {
  const journal = await openJournal(file, isLine);
  const keyOf = (query: JudgedQuery) => checkpointKey(reranker, setup, query);
  const wanted = new Map(setup.queries.map((query) => [query.id, query]));
  const done = new Map<string, RerankedQuery>();
  for (const { query: id, key, reranked } of journal.lines) {
    const query = wanted.get(id);
    if (!query) continue;
    if (key !== keyOf(query)) {
      const differs = "reranker, depth, query, candidates or texts differ";
      throw dataError(
        file,
        `is the checkpoint of another evaluation: for query ${id}, ${differs}. Remove it or name another file`,
      );
    }
    done.set(id, reranked);
  }
  return {
    find: ({ id }) => done.get(id),
    add: (query, reranked) => journal.add({ query: query.id, key: keyOf(query), reranked }),
  };
}

function isLine(value: unknown): value is CheckpointLine {
  const { query, key, reranked } = value as CheckpointLine;
  return typeof query === "string" && typeof key === "string" && Array.isArray(reranked.order);
}

function checkpointKey(
  { id, fingerprint }: Reranker,
  { documents, depth }: Pick<Setup, "documents" | "depth">,
  query: JudgedQuery,
): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([id, fingerprint ?? null, depth, query.id, query.text]));
  for (const entry of query.pool.slice(0, depth)) {
    const { title, text } = documents.get(entry.id) ?? {};
    hash.update(JSON.stringify([entry.id, entry.score, title ?? null, text ?? null]));
  }
  return hash.digest("hex").slice(0, 32);
}
