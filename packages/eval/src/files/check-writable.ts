import { rm, stat, writeFile } from "node:fs/promises";
import { dataError } from "./data-error.ts";

/**
 * Finds out whether a file can be written, by writing an empty one beside it: permissions are not all that may be in the way.
 *
 * @throws {RerankError} `invalid_data`
 */
export async function checkWritable(file: string): Promise<void> {
  const probe = `${file}.${process.pid}.probe`;
  try {
    const present = await stat(file).catch(() => undefined);
    if (present?.isDirectory()) throw new Error("it is a folder");
    await writeFile(probe, "");
  } catch (cause) {
    throw dataError(file, `cannot be written: ${(cause as Error).message}`, { cause });
  } finally {
    await rm(probe, { force: true });
  }
}
