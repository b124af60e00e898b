import { readFile } from "node:fs/promises";
import { dirname, isAbsolute, join, normalize } from "node:path";

/** A file beside a graph, by the name that the graph has for it. */
export interface ExternalFile {
  path: string;
  data: Uint8Array;
}

// An entry of TensorProto.external_data: field 1, the key, 8 bytes long; then field 2, the value, whose length follows.
const locationEntry = Buffer.from("\n\x08location\x12");

/**
 * Names of the files that hold weights of a graph. Only these few bytes are looked for: to parse a whole graph, the weights in
 * it included, would take more memory than to run it.
 *
 * @param graph bytes of an ONNX file
 */
export function findExternalFiles(graph: Uint8Array): string[] {
  const bytes = Buffer.from(graph.buffer, graph.byteOffset, graph.byteLength);
  const found = new Set<string>();
  for (let at = bytes.indexOf(locationEntry); at !== -1; at = bytes.indexOf(locationEntry, at + 1)) {
    const { value: length, end } = readVarint(bytes, at + locationEntry.length);
    if (length > 0 && end + length <= bytes.length) found.add(bytes.toString("utf8", end, end + length));
  }
  return [...found];
}

/**
 * Reads them. One that is missing, or lies outside the model's folder, is left out: the engine then says which it lacks.
 *
 * @param modelFile path of the graph
 * @param graph its bytes
 */
export async function readExternalData(modelFile: string, graph: Uint8Array): Promise<ExternalFile[]> {
  const inside = findExternalFiles(graph).filter((name) => !isAbsolute(name) && !normalize(name).startsWith(".."));
  const files = await Promise.all(
    inside.map(async (path) => {
      const data = await readFile(join(dirname(modelFile), path)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return undefined;
        throw error;
      });
      return data ? [{ path, data }] : [];
    }),
  );
  return files.flat();
}

function readVarint(bytes: Uint8Array, start: number): { value: number; end: number } {
  let value = 0;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    value += (byte & 0x7f) * 2 ** (7 * (at - start));
    if (byte < 0x80) return { value, end: at + 1 };
  }
  return { value: 0, end: bytes.length };
}
