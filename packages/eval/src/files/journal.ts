import { appendFile, readFile, truncate } from "node:fs/promises";
import { dataError } from "./data-error.ts";

/** A file of what has been done so far, one JSON value a line, that survives its process being killed. */
export interface Journal<Line> {
  /** What was in it when it was opened. */
  readonly lines: readonly Line[];
  add(line: Line): Promise<void>;
}

/**
 * Opens a journal, or begins one. The half line that a process which was killed has left is taken off.
 *
 * @param isLine whether a value is a line of such a journal; may throw for what is none
 * @throws {RerankError} `invalid_data` where the file cannot be read or written, or holds another thing
 */
export async function openJournal<Line>(file: string, isLine: (value: unknown) => value is Line): Promise<Journal<Line>> {
  const { lines, wholeBytes, isWhole } = await read(file, isLine);
  // Said now rather than after the work for the first line.
  await writing(file, () => appendFile(file, ""));
  if (!isWhole) await writing(file, () => truncate(file, wholeBytes));
  return { lines, add: (line) => writing(file, () => appendFile(file, `${JSON.stringify(line)}\n`)) };
}

/** The lines of a journal, none where there is no file; nothing is written. */
export async function readJournal<Line>(file: string, isLine: (value: unknown) => value is Line): Promise<readonly Line[]> {
  return (await read(file, isLine)).lines;
}

async function read<Line>(
  file: string,
  isLine: (value: unknown) => value is Line,
): Promise<{ lines: Line[]; wholeBytes: number; isWhole: boolean }> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return { lines: [], wholeBytes: 0, isWhole: true };
    throw dataError(file, `cannot be read: ${(cause as Error).message}`, { cause });
  }
  // Every whole line ends with a newline, so what follows the last one is a half line or nothing.
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  const lines = whole.split("\n").slice(0, -1);
  const parsed = lines.map((line, i) => {
    try {
      const value: unknown = JSON.parse(line);
      if (isLine(value)) return value;
    } catch {}
    throw dataError(file, "is no line of a checkpoint; remove the file or name another", { line: i + 1 });
  });
  return { lines: parsed, wholeBytes: Buffer.byteLength(whole), isWhole: whole === text };
}

async function writing(file: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    throw dataError(file, `cannot be written: ${(cause as Error).message}`, { cause });
  }
}
