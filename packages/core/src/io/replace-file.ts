import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** Writes a file, and its folder, such that nobody ever reads half of it. */
export async function replaceFile(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const temporary = temporaryName(file);
  try {
    await writeFile(temporary, text);
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Name beside a file under which it is prepared before it takes its place. */
export function temporaryName(file: string): string {
  return join(dirname(file), `${basename(file)}.${process.pid}-${Math.random().toString(36).slice(2, 10)}.tmp`);
}
