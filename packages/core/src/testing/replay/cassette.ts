import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { RerankError } from "../../contract/index.ts";

/** A body as a person can read it: the value of JSON, text, or what is neither. */
export type RecordedBody = { json: unknown } | { text: string } | { base64: string };

export interface RecordedRequest {
  method: string;
  url: string;
  body?: RecordedBody;
}

export interface RecordedResponse {
  status: number;
  headers: Record<string, string>;
  body?: RecordedBody;
}

export interface Recording {
  request: RecordedRequest;
  response: RecordedResponse;
}

interface Cassette {
  version: 1;
  recordings: Recording[];
}

/**
 * The recordings of a file, in order; `undefined` where there is no such file.
 *
 * @throws {RerankError} `invalid_config` where it is no cassette
 */
export async function readCassette(file: string): Promise<Recording[] | undefined> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    const { version, recordings } = JSON.parse(text) as Cassette;
    if (version === 1 && Array.isArray(recordings)) return recordings;
  } catch (cause) {
    throw new RerankError("invalid_config", `${file} is no JSON: ${(cause as Error).message}; record it anew`, { cause });
  }
  throw new RerankError("invalid_config", `${file} is no cassette of this version; record it anew`);
}

/** Writes beside the file and then into its place: who reads meanwhile has the old one or the new one. */
export async function writeCassette(file: string, recordings: readonly Recording[]): Promise<void> {
  const cassette: Cassette = { version: 1, recordings: [...recordings] };
  const temporary = `${file}.${randomUUID()}.part`;
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(temporary, `${JSON.stringify(cassette, null, 2)}\n`);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
