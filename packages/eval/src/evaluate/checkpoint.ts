import { createHash } from "node:crypto";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import type { Reranker } from "secondpass";
import { dataError } from "../files/data-error.ts";
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
  const lines = await readCheckpoint(file);
  const keyOf = (query: JudgedQuery) => checkpointKey(reranker, setup, query);
  const wanted = new Map(setup.queries.map((query) => [query.id, query]));
  const done = new Map<string, RerankedQuery>();
  for (const { query: id, key, reranked } of lines) {
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
  // Without the half line that a process which was killed has left.
  await write(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""), writeFile);
  return {
    find: ({ id }) => done.get(id),
    add: (query, reranked) => write(file, `${JSON.stringify({ query: query.id, key: keyOf(query), reranked })}\n`, appendFile),
  };
}

async function readCheckpoint(file: string): Promise<CheckpointLine[]> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw dataError(file, `cannot be read: ${(cause as Error).message}`, { cause });
  }
  // Every whole line ends with a newline, so what follows the last one is a half line or nothing.
  const lines = text.split("\n").slice(0, -1);
  return lines.map((line, i) => {
    try {
      const value = JSON.parse(line) as CheckpointLine;
      if (typeof value.query === "string" && typeof value.key === "string" && Array.isArray(value.reranked.order)) return value;
    } catch {}
    throw dataError(file, "is no line of a checkpoint; remove the file or name another", { line: i + 1 });
  });
}

async function write(file: string, text: string, how: (file: string, text: string) => Promise<void>): Promise<void> {
  try {
    await how(file, text);
  } catch (cause) {
    throw dataError(file, `cannot be written: ${(cause as Error).message}`, { cause });
  }
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
