import { open, truncate } from "node:fs/promises";
import type { RerankError } from "secondpass";
import { dataError } from "../files/data-error.ts";
import { type Line, readLines } from "../files/read-lines.ts";
import type { RerankedQuery } from "./reranked-query.ts";

/** What is done of one query. */
export interface CheckpointLine {
  query: string;
  /** Of everything that the order depends on. */
  key: string;
  reranked: RerankedQuery;
}

const tailBytes = 1 << 16;
/** How every line begins. */
const lineStart = '{"query":"';

/** What is whole in the file. What follows the last newline, as a killed process leaves it, is taken off when all has been read. */
export async function* readCheckpoint(file: string): AsyncGenerator<CheckpointLine> {
  const { bytes, rest } = await orExplain(file, () => findWholeLines(file));
  if (bytes > 0) for await (const lines of readLines(file, bytes)) for (const line of lines) yield parseLine(file, line);
  if (rest === "") return;
  if (!lineStart.startsWith(rest)) throw notOurs(file);
  await orExplain(file, () => truncate(file, bytes));
}

function parseLine(file: string, { text, number: line }: Line): CheckpointLine {
  try {
    const value = JSON.parse(text) as CheckpointLine;
    if (typeof value.query === "string" && typeof value.key === "string" && Array.isArray(value.reranked.order)) return value;
  } catch {}
  throw notOurs(file, line);
}

function notOurs(file: string, line?: number): RerankError {
  return dataError(file, "is no line of a checkpoint; remove the file or name another", { line });
}

/** How far whole lines go, and how what comes behind them begins. Makes the file where there is none. */
async function findWholeLines(file: string): Promise<{ bytes: number; rest: string }> {
  const handle = await open(file, "a+");
  const read = async (start: number, end: number) => (await handle.read(Buffer.alloc(end - start), 0, end - start, start)).buffer;
  try {
    const { size } = await handle.stat();
    let bytes = 0;
    for (let end = size; end > 0 && bytes === 0; end -= tailBytes) {
      const start = Math.max(0, end - tailBytes);
      bytes = start + (await read(start, end)).lastIndexOf("\n") + 1;
      if (bytes === start) bytes = 0;
    }
    return { bytes, rest: (await read(bytes, Math.min(size, bytes + lineStart.length))).toString() };
  } finally {
    await handle.close();
  }
}

/** What the system says of a file that has to be written, as an error with its name. */
export async function orExplain<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw dataError(file, `cannot be written: ${(cause as Error).message}`, { cause });
  }
}
