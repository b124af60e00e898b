import type { DocumentInput, RerankDocument } from "../../contract/index.ts";
import { firstStageScoreOf, fuseRanks, fuseScores } from "../../rank/index.ts";
import { checkFuseOptions, readLists } from "./check-fuse.ts";
import { documentKeys } from "./document-keys.ts";
import type { FusedDocument, FusedSource, FuseOptions, Fusion, FusionList } from "./fusion.ts";
import { fusionWarnings } from "./fusion-warnings.ts";
import { listScores } from "./list-scores.ts";

/**
 * Several lists of documents, such as those of BM25 and of a vector store, as one list of candidates for `rerank`. Every document of every
 * list is in it once, with the fused score and with where each list had it; `explain` shows that. Documents are the same where their ids
 * are; one without an id is known by its content. Nothing is mutated; of several copies the first list's is kept.
 *
 * By default reciprocal rank fusion: the sum of `weight / (k + rank)`, ranks from 1. Cormack, Clarke & Büttcher, SIGIR 2009. Methods that look at
 * scores need one for every document.
 *
 * @param lists each best first
 * @throws {RerankError} `invalid_options`, `invalid_document`: what is no list or no document; for methods that look at scores also a document
 *   without a finite score, and scores that rise down a list
 *
 * @example
 * import { fuse } from "secondpass";
 *
 * const bm25 = [{ id: "a", text: "rust" }, { id: "b", text: "iron" }];
 * const dense = [{ id: "b", text: "iron" }, { id: "c", text: "oxide" }];
 * const { documents } = fuse([{ name: "bm25", documents: bm25 }, { name: "dense", documents: dense }]);
 * documents.map(({ id }) => id); // => ["b", "a", "c"]
 * documents[0].score === 1 / 61 + 1 / 62; // => true
 * documents[0].sources; // => [{ list: "bm25", rank: 2 }, { list: "dense", rank: 1 }]
 */
export function fuse<D extends DocumentInput>(
  lists: readonly (readonly D[] | FusionList<D>)[],
  options: FuseOptions<D> = {},
): Fusion<D> {
  const { method = "rrf", k } = checkFuseOptions(options);
  const read = readLists(lists, options.weights);
  const documentsOf = read.map(({ documents }) => documents);
  const keys = documentKeys(documentsOf, options.key);
  const entries = documentsOf.map((documents, list) => firstOfEach(documents, keys[list] as string[]));
  const weights = read.map(({ weight }) => weight);
  const scores =
    method === "rrf"
      ? fuseRanks(
          entries.map((list) => [...list.keys()]),
          { k, weights },
        )
      : fuseScores(
          entries.map((list, i) => listScores(list, read[i] as FusionList<D>, method)),
          { method, weights },
        );
  const found = foundBy(read, entries);
  const documents = [...scores].map(([key, score]): FusedDocument<D> => {
    const { original, sources } = found.get(key) as Found<D>;
    return { ...fieldsOf(original), score, sources, original };
  });
  return { documents, warnings: fusionWarnings(read, keys) };
}

type Found<D extends DocumentInput> = Pick<FusedDocument<D>, "original" | "sources">;

/** A list without repeats, by key. */
function firstOfEach<D>(documents: readonly D[], keys: readonly string[]): Map<string, D> {
  const first = new Map<string, D>();
  documents.forEach((document, i) => {
    const key = keys[i] as string;
    if (!first.has(key)) first.set(key, document);
  });
  return first;
}

function foundBy<D extends DocumentInput>(
  lists: readonly Required<FusionList<D>>[],
  entries: readonly ReadonlyMap<string, D>[],
): Map<string, Found<D>> {
  const found = new Map<string, Found<D>>();
  entries.forEach((list, i) => {
    const { name } = lists[i] as Required<FusionList<D>>;
    for (const [place, [key, document]] of [...list].entries()) {
      const score = firstStageScoreOf(document);
      const source: FusedSource = { list: name, rank: place + 1, ...(score !== undefined && { score }) };
      const known = found.get(key);
      if (known) known.sources.push(source);
      else found.set(key, { original: document, sources: [source] });
    }
  });
  return found;
}

function fieldsOf(document: DocumentInput): RerankDocument {
  if (typeof document === "string") return { text: document };
  const { id, text, title, metadata } = document;
  return {
    ...(id !== undefined && { id }),
    text,
    ...(title !== undefined && { title }),
    ...(metadata !== undefined && { metadata }),
  };
}
