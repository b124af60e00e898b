import { appendFile, open, truncate } from "node:fs/promises";
import type { RerankError } from "secondpass";
import { dataError } from "./data-error.ts";
import { type Line, readLines } from "./read-lines.ts";

/** What the lines of a journal are: a file of what has been done so far, one JSON value a line, that survives its process being killed. */
export interface JournalKind<Entry> {
  /** How every line begins; what does not is no journal of this kind, and is left as it is. */
  start: string;
  /** Whether a value is a line of it; may throw for what is none. */
  isEntry(value: unknown): value is Entry;
}

const tailBytes = 1 << 16;

/**
 * What has been done so far. The half line that a process which was killed has left is taken off when all has been read.
 *
 * @param mayWrite whether lines are going to be added: the file is made where there is none, so that what is wrong with it is said now rather
 * than after the work for the first line. Default: true
 * @throws {RerankError} `invalid_data` where the file cannot be read or written, or holds another thing
 */
export async function* readJournal<Entry>(file: string, kind: JournalKind<Entry>, mayWrite = true): AsyncGenerator<Entry> {
  const found = await findWholeLines(file, kind, mayWrite);
  if (!found) return;
  const { bytes, rest } = found;
  if (bytes > 0) for await (const lines of readLines(file, bytes)) for (const line of lines) yield parseEntry(file, line, kind);
  if (rest === "") return;
  if (!kind.start.startsWith(rest)) throw notOurs(file);
  if (mayWrite) await orExplain(file, () => truncate(file, bytes));
}

/** Adds a line. */
export function appendToJournal<Entry>(file: string, entry: Entry): Promise<void> {
  return orExplain(file, () => appendFile(file, `${JSON.stringify(entry)}\n`));
}

function parseEntry<Entry>(file: string, { text, number: line }: Line, { isEntry }: JournalKind<Entry>): Entry {
  try {
    const value: unknown = JSON.parse(text);
    if (isEntry(value)) return value;
  } catch {}
  throw notOurs(file, line);
}

function notOurs(file: string, line?: number): RerankError {
  return dataError(file, "is no line of a checkpoint; remove the file or name another", { line });
}

/** How far whole lines go, and how what comes behind them begins; `undefined` where there is no file and none is made. */
async function findWholeLines(
  file: string,
  { start: lineStart }: JournalKind<unknown>,
  mayWrite: boolean,
): Promise<{ bytes: number; rest: string } | undefined> {
  const handle = await open(file, mayWrite ? "a+" : "r").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT" && !mayWrite) return undefined;
    throw dataError(file, `cannot be ${mayWrite ? "written" : "read"}: ${cause.message}`, { cause });
  });
  if (!handle) return undefined;
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
  } catch (cause) {
    throw dataError(file, `cannot be read: ${(cause as Error).message}`, { cause });
  } finally {
    await handle.close();
  }
}

/** What the system says of a file that has to be written, as an error with its name. */
async function orExplain<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw dataError(file, `cannot be written: ${(cause as Error).message}`, { cause });
  }
}
