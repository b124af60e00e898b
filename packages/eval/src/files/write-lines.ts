import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { dataError } from "./data-error.ts";

/**
 * Writes a text file piece by piece, gzipped where its name ends in `.gz`.
 *
 * @throws {RerankError} `invalid_data` where it cannot be written, or what the pieces throw of that code
 */
export async function writeLines(file: string, pieces: Iterable<string>): Promise<void> {
  const target = createWriteStream(file);
  const source = Readable.from(pieces);
  try {
    await (file.endsWith(".gz") ? pipeline(source, createGzip(), target) : pipeline(source, target));
  } catch (cause) {
    if ((cause as { code?: string }).code === "invalid_data") throw cause;
    throw dataError(file, `cannot be written: ${(cause as Error).message}`, { cause });
  }
}
