import { createHash } from "node:crypto";
import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from "node:fs";
import { dataError } from "../files/data-error.ts";

/** Vectors in a file, so that what was paid for once is not paid for again. */
export interface VectorCache {
  find(text: string): Float32Array | undefined;
  add(texts: readonly string[], vectors: readonly Float32Array[]): void;
  close(): void;
}

const keyBytes = 16;
const scanBytes = 1 << 24;

/**
 * Opens a cache, or begins one: a line that says whose vectors these are and how long, then records of 16 bytes of the text's
 * SHA-256 and the vector in numbers of 32 bits. Records are added as they come, so that an interruption loses none; half a
 * record, as a killed process leaves it, is taken off.
 *
 * @throws {RerankError} `invalid_data` where the file is no cache or one of another model, or cannot be read or written
 */
export function openVectorCache(path: string, model: string, dimensions: number): VectorCache {
  const file = orExplain(path, () => openSync(path, "a+"));
  const header = Buffer.from(`${JSON.stringify({ secondpass: "vectors", model, dimensions })}\n`);
  const recordBytes = keyBytes + 4 * dimensions;
  /** Number of the record, by key. */
  const records = new Map<string, number>();
  let count = 0;
  const placeOf = (number: number) => header.length + number * recordBytes;

  function open(): void {
    const { size } = fstatSync(file);
    if (size === 0) append(file, header);
    checkHeader(path, header, readAt(file, 0, Math.min(size || header.length, 1 << 16)));
    const total = Math.max(0, Math.floor((size - header.length) / recordBytes));
    ftruncateSync(file, placeOf(total));
    const step = Math.max(1, Math.floor(scanBytes / recordBytes));
    while (count < total) {
      const bytes = readAt(file, placeOf(count), Math.min(step, total - count) * recordBytes);
      for (let at = 0; at < bytes.length; at += recordBytes) records.set(bytes.toString("latin1", at, at + keyBytes), count++);
    }
  }

  try {
    orExplain(path, open);
  } catch (error) {
    closeSync(file);
    throw error;
  }

  return {
    find(text) {
      const number = records.get(keyOf(text).toString("latin1"));
      if (number === undefined) return undefined;
      const bytes = orExplain(path, () => readAt(file, placeOf(number) + keyBytes, 4 * dimensions));
      return new Float32Array(bytes.buffer);
    },
    add(texts, vectors) {
      const parts = texts.flatMap((text, i) => {
        const key = keyOf(text);
        records.set(key.toString("latin1"), count++);
        const { buffer, byteOffset, byteLength } = vectors[i] as Float32Array;
        return [key, Buffer.from(buffer, byteOffset, byteLength)];
      });
      orExplain(path, () => append(file, Buffer.concat(parts)));
    },
    close: () => closeSync(file),
  };
}

function checkHeader(path: string, expected: Buffer, start: Buffer): void {
  if (start.subarray(0, expected.length).equals(expected)) return;
  let found: { secondpass?: unknown; model?: unknown; dimensions?: unknown } | undefined;
  try {
    found = JSON.parse(start.toString("utf8", 0, start.indexOf("\n")));
  } catch {}
  const isCache = found?.secondpass === "vectors";
  const holds = isCache ? `holds vectors of ${found?.model} with ${found?.dimensions} numbers` : "is no cache of vectors";
  throw dataError(path, `${holds}; name another file`);
}

function append(file: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
}

/** A buffer of its own, whose bytes begin at 0. */
function readAt(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.from(new ArrayBuffer(length));
  for (let done = 0; done < length; ) {
    const read = readSync(file, bytes, done, length - done, position + done);
    if (read === 0) throw new Error("it ends too early");
    done += read;
  }
  return bytes;
}

function keyOf(text: string): Buffer {
  return createHash("sha256").update(text).digest().subarray(0, keyBytes);
}

function orExplain<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if ((cause as { code?: string }).code === "invalid_data") throw cause;
    throw dataError(path, `cannot be used as a cache of vectors: ${(cause as Error).message}`, { cause });
  }
}
