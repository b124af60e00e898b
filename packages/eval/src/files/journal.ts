import { appendFile, open, truncate } from "node:fs/promises";
import { dataError } from "./data-error.ts";
import { readLines } from "./read-lines.ts";

/** A file of what has been done so far, one JSON value a line, that survives its process being killed. */
export interface Journal<Line> {
  /** What was in it when it was opened. */
  readonly lines: readonly Line[];
  add(line: Line): Promise<void>;
}

type IsLine<Line> = (value: unknown) => value is Line;

const tailBytes = 1 << 16;

/**
 * Opens a journal, or begins one. The half line that a process which was killed has left is taken off.
 *
 * @param isLine whether a value is a line of such a journal; may throw for what is none
 * @throws {RerankError} `invalid_data` where the file cannot be read or written, or holds another thing, which is left as it is
 */
export async function openJournal<Line>(file: string, isLine: IsLine<Line>): Promise<Journal<Line>> {
  const { lines, wholeBytes, isWhole } = await read(file, isLine);
  // Said now rather than after the work for the first line.
  await naming(file, "written", () => appendFile(file, ""));
  if (!isWhole) await naming(file, "written", () => truncate(file, wholeBytes));
  return { lines, add: (line) => naming(file, "written", () => appendFile(file, `${JSON.stringify(line)}\n`)) };
}

/** The lines of a journal, none where there is no file; nothing is written. */
export async function readJournal<Line>(file: string, isLine: IsLine<Line>): Promise<readonly Line[]> {
  return (await read(file, isLine)).lines;
}

async function read<Line>(file: string, isLine: IsLine<Line>): Promise<{ lines: Line[]; wholeBytes: number; isWhole: boolean }> {
  const { wholeBytes, rest } = await naming(file, "read", () => findWholeLines(file));
  const lines: Line[] = [];
  const refuse = (line?: number) => dataError(file, "is no line of a checkpoint; remove the file or name another", { line });
  if (wholeBytes > 0) {
    for await (const some of readLines(file, wholeBytes)) {
      for (const { text, number } of some) {
        const value = parse(text);
        if (!isLineOf(value, isLine)) throw refuse(number);
        lines.push(value);
      }
    }
  }
  // What is cut short begins as an object does, and is none yet.
  if (rest !== "" && (!rest.startsWith('{"') || parse(rest) !== undefined)) throw refuse();
  return { lines, wholeBytes, isWhole: rest === "" };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isLineOf<Line>(value: unknown, isLine: IsLine<Line>): value is Line {
  try {
    return isLine(value);
  } catch {
    return false;
  }
}

/** How far whole lines go, each with its newline, and what comes behind them. */
async function findWholeLines(file: string): Promise<{ wholeBytes: number; rest: string }> {
  const handle = await open(file).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== "ENOENT") throw cause;
  });
  if (!handle) return { wholeBytes: 0, rest: "" };
  const bytesOf = async (start: number, end: number) => {
    const { buffer } = await handle.read(Buffer.alloc(end - start), 0, end - start, start);
    return buffer;
  };
  try {
    const { size } = await handle.stat();
    for (let end = size; end > 0; end -= tailBytes) {
      const start = Math.max(0, end - tailBytes);
      const newline = (await bytesOf(start, end)).lastIndexOf("\n");
      const wholeBytes = start + newline + 1;
      if (newline >= 0) return { wholeBytes, rest: wholeBytes < size ? (await bytesOf(wholeBytes, size)).toString() : "" };
    }
    return { wholeBytes: 0, rest: size > 0 ? (await bytesOf(0, size)).toString() : "" };
  } finally {
    await handle.close();
  }
}

async function naming<T>(file: string, what: "read" | "written", work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw dataError(file, `cannot be ${what}: ${(cause as Error).message}`, { cause });
  }
}
