import { RerankError } from "../../../contract/index.ts";

/** The special tokens around and between query and document, and the type id of each part. */
export interface PairTemplate {
  before: number[];
  between: number[];
  after: number[];
  typeIds: { before: number[]; query: number; between: number[]; document: number; after: number[] };
}

/** A pair as the tokenizer itself puts it together. */
export interface EncodedPair {
  ids: number[];
  typeIds: number[];
}

/**
 * Finds out how a tokenizer joins a pair by letting it join one, so that BERT (`[CLS] q [SEP] d [SEP]`), RoBERTa
 * (`<s> q </s></s> d </s>`) and others need no table of their own.
 *
 * @throws {RerankError} `invalid_tokenizer` when query and document cannot be told apart
 */
export function probePairTemplate(
  encode: (text: string) => readonly number[],
  encodePair: (query: string, document: string) => EncodedPair,
): PairTemplate {
  const query = encode("query");
  const document = encode("document text");
  const { ids, typeIds } = encodePair("query", "document text");
  const queryAt = findRun(ids, query, 0);
  const documentAt = queryAt < 0 ? -1 : findRun(ids, document, queryAt + query.length);
  if (query.length === 0 || document.length === 0 || documentAt < 0) {
    throw new RerankError(
      "invalid_tokenizer",
      "the tokenizer does not join a query and a document into a pair that can be taken apart",
    );
  }
  const queryEnd = queryAt + query.length;
  const documentEnd = documentAt + document.length;
  const parts = (values: number[]) => ({
    before: values.slice(0, queryAt),
    between: values.slice(queryEnd, documentAt),
    after: values.slice(documentEnd),
  });
  return {
    ...parts(ids),
    typeIds: { ...parts(typeIds), query: typeIds[queryAt] as number, document: typeIds[documentAt] as number },
  };
}

/** A pair put together by the template. */
export function joinPair(template: PairTemplate, query: readonly number[], document: readonly number[]): EncodedPair {
  const { before, between, after, typeIds } = template;
  const ofType = (type: number, texts: readonly number[]): number[] => new Array(texts.length).fill(type);
  // Not by spreading, which goes by an iterator and takes as long as tokenising.
  return {
    ids: before.concat(query, between, document, after),
    typeIds: typeIds.before.concat(
      ofType(typeIds.query, query),
      typeIds.between,
      ofType(typeIds.document, document),
      typeIds.after,
    ),
  };
}

/** How many tokens the template itself takes. */
export function templateLength({ before, between, after }: PairTemplate): number {
  return before.length + between.length + after.length;
}

function findRun(ids: readonly number[], run: readonly number[], from: number): number {
  for (let start = from; start + run.length <= ids.length; start++) {
    if (run.every((id, offset) => ids[start + offset] === id)) return start;
  }
  return -1;
}
