import type { CorpusDocument } from "./read-corpus.ts";
import { openSpillFile, type SpillFile } from "./spill-file.ts";

/** Documents by id. */
export interface Documents {
  readonly size: number;
  get(id: string): CorpusDocument | undefined;
  has(id: string): boolean;
  values(): Iterable<CorpusDocument>;
}

/** Documents by id, more of them than fit into memory. */
export interface DocumentStore extends Documents {
  add(document: CorpusDocument): void;
}

/** @param mostInMemory characters that are kept in memory; what comes later goes into a temporary file. Default: 2^27 */
export function createDocumentStore(mostInMemory: number = 2 ** 27): DocumentStore {
  const held = new Map<string, CorpusDocument>();
  /** Number in the file, by id. */
  const spilled = new Map<string, number>();
  let characters = 0;
  let file: SpillFile | undefined;

  function get(id: string): CorpusDocument | undefined {
    const number = spilled.get(id);
    return number === undefined || !file ? held.get(id) : JSON.parse(file.read(number));
  }

  return {
    get size() {
      return held.size + spilled.size;
    },
    get,
    has: (id) => held.has(id) || spilled.has(id),
    *values() {
      yield* held.values();
      for (const id of spilled.keys()) yield get(id) as CorpusDocument;
    },
    add(document) {
      characters += document.text.length + (document.title?.length ?? 0);
      if (characters <= mostInMemory) {
        held.set(document.id, document);
        return;
      }
      file ??= openSpillFile();
      spilled.set(document.id, file.add(JSON.stringify(document)));
    },
  };
}
