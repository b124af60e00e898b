import { randomUUID } from "node:crypto";
import { closeSync, openSync, readSync, unlinkSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dataError } from "./data-error.ts";

/** Texts outside of memory, known by their number. */
export interface SpillFile {
  /** @returns the number, from 0 */
  add(text: string): number;
  /** Reads at once: a page that was written a moment ago comes out of the system's cache in microseconds. */
  read(number: number): string;
}

const flushBytes = 1 << 20;
const forgotten = new FinalizationRegistry(closeSync);

/**
 * Makes a file in the temporary folder. It loses its name as soon as it is open, and so is gone with the object that is
 * returned, when nobody holds that any more, or with the process, however that ends.
 *
 * @throws {RerankError} `invalid_data` where it cannot be made, or later cannot be written, as on a full disk
 */
export function openSpillFile(): SpillFile {
  const path = join(tmpdir(), `secondpass-${randomUUID()}`);
  const file = orExplain(path, () => openSync(path, "wx+", 0o600));
  unlinkSync(path);
  /** Where each text ends; it begins where the one before ends. */
  const ends: number[] = [];
  let waiting: Buffer[] = [];
  let [written, end] = [0, 0];

  function flush(): void {
    const bytes = Buffer.concat(waiting);
    waiting = [];
    for (let done = 0; done < bytes.length; ) {
      done += orExplain(path, () => writeSync(file, bytes, done, bytes.length - done, written + done));
    }
    written += bytes.length;
  }

  const spill: SpillFile = {
    add(text) {
      const bytes = Buffer.from(text);
      waiting.push(bytes);
      end += bytes.length;
      if (end - written >= flushBytes) flush();
      return ends.push(end) - 1;
    },
    read(number) {
      if (waiting.length > 0) flush();
      const start = ends[number - 1] ?? 0;
      const bytes = Buffer.allocUnsafe((ends[number] as number) - start);
      for (let done = 0; done < bytes.length; ) done += readSync(file, bytes, done, bytes.length - done, start + done);
      return bytes.toString();
    },
  };
  forgotten.register(spill, file);
  return spill;
}

function orExplain<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const remedy = "texts that do not fit into memory go there; name a folder with room in TMPDIR";
    throw dataError(path, `cannot be written: ${(cause as Error).message}; ${remedy}`, { cause });
  }
}
