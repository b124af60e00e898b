import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { dataError } from "./data-error.ts";

export interface Line {
  text: string;
  /** 1-based. */
  number: number;
}

const newline = 0x0a;
const chunkBytes = 1 << 20;
// Text of twice the size is more than a string can be. A whole file on one line is no file of lines.
const mostBytes = 1 << 28;
// Fatal: a wrong byte is a wrong encoding, and every figure made from it would be wrong as well.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * The lines of a text file that are not blank, one chunk of them at a time, so that a file may be larger than memory. Gzipped
 * files are known by their first bytes, whatever they are called; CRLF and a byte order mark are taken off.
 *
 * @param bytes how far to read. Default: to the end
 * @throws {RerankError} `invalid_data` where the file is missing, cut short, not UTF-8 or not divided into lines, with file and line
 */
export async function* readLines(file: string, bytes: number = Number.POSITIVE_INFINITY): AsyncGenerator<Line[]> {
  const stream = await openStream(file, bytes);
  let rest: Buffer[] = [];
  let restBytes = 0;
  let number = 0;
  try {
    for await (const chunk of stream) {
      const end = (chunk as Buffer).lastIndexOf(newline);
      if (end < 0) {
        rest.push(chunk);
        restBytes += chunk.length;
        if (restBytes > mostBytes)
          throw dataError(file, "has a line of more than 256 MB; is it a file of lines?", { line: number + 1 });
        continue;
      }
      const { lines, count } = decode(file, Buffer.concat([...rest, chunk.subarray(0, end)]), number);
      rest = [Buffer.from(chunk.subarray(end + 1))];
      restBytes = rest[0]?.length ?? 0;
      number += count;
      yield lines;
    }
  } catch (cause) {
    if ((cause as { code?: string }).code === "invalid_data") throw cause;
    throw dataError(file, `cannot be read: ${(cause as Error).message}`, { line: number + 1, cause });
  } finally {
    stream.destroy();
  }
  if (restBytes > 0) yield decode(file, Buffer.concat(rest), number).lines;
}

async function openStream(file: string, bytes: number) {
  let isGzip: boolean;
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
      isGzip = bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw dataError(file, `cannot be read: ${(cause as Error).message}`, { cause });
  }
  const source = createReadStream(file, { highWaterMark: chunkBytes, end: bytes - 1 });
  // The error reaches whoever reads the last stream; the callback only keeps it from being thrown as well.
  return isGzip ? pipeline(source, createGunzip({ chunkSize: chunkBytes }), () => {}) : source;
}

function decode(file: string, bytes: Buffer, before: number): { lines: Line[]; count: number } {
  const texts = decodeText(file, bytes, before).split("\n");
  const lines: Line[] = [];
  for (const [i, raw] of texts.entries()) {
    const number = before + i + 1;
    const text = (number === 1 ? raw.replace(/^\ufeff/, "") : raw).replace(/\r$/, "");
    if (text.trim() !== "") lines.push({ text, number });
  }
  return { lines, count: texts.length };
}

function decodeText(file: string, bytes: Buffer, before: number): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw dataError(file, "is not UTF-8; convert it first", { line: before + wrongLine(bytes), cause });
  }
}

/** Which line of these bytes, from 1, cannot be decoded. */
function wrongLine(bytes: Buffer): number {
  for (let line = 1, start = 0; ; line++) {
    const end = bytes.indexOf(newline, start);
    try {
      decoder.decode(bytes.subarray(start, end < 0 ? bytes.length : end));
    } catch {
      return line;
    }
    if (end < 0) return line;
    start = end + 1;
  }
}
