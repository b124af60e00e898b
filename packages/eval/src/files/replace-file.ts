import { rename, rm, writeFile } from "node:fs/promises";
import { dataError } from "./data-error.ts";

/**
 * Writes a file whole or not at all: who reads it meanwhile reads the one that was there before.
 *
 * @throws {RerankError} `invalid_data`
 */
export async function replaceFile(file: string, text: string): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, file);
  } catch (cause) {
    throw dataError(file, `cannot be written: ${(cause as Error).message}`, { cause });
  } finally {
    await rm(temporary, { force: true });
  }
}
