import { type DocumentInput, RerankError } from "secondpass";
import { parseDocuments } from "./parse-documents.ts";
import { readInput } from "./read-input.ts";

/** What there is to rerank: one list, or what several retrievers found, by name. */
export type Candidates = { documents: DocumentInput[] } | { lists: Record<string, DocumentInput[]> };

// A path with an equals sign in it is one where a slash or a dot comes before that.
const named = /^([\w-]+)=(.+)$/;

/**
 * Reads the values of `--input`: one file, or several as `name=file`.
 *
 * @throws {RerankError} `invalid_options` for several without names, and for a name that comes twice
 */
export async function readCandidates(inputs: readonly string[]): Promise<Candidates> {
  const [only] = inputs;
  if (inputs.length === 1 && only !== undefined && !named.test(only)) return { documents: parseDocuments(await readInput(only)) };
  const lists = new Map<string, DocumentInput[]>();
  for (const input of inputs) {
    const [, name, file] = named.exec(input) ?? [];
    if (name === undefined || file === undefined) {
      throw new RerankError(
        "invalid_options",
        `--input ${input}: several inputs need names, as in --input bm25=bm25.jsonl --input dense=dense.jsonl`,
      );
    }
    if (lists.has(name)) throw new RerankError("invalid_options", `--input ${input}: there is an input named ${name} already`);
    lists.set(name, parseDocuments(await readInput(file)));
  }
  return { lists: Object.fromEntries(lists) };
}
