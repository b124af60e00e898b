/** What is read of `tokenizer.json` itself, beside the package that tokenises. */
export interface TokenizerJson {
  /** By piece; of Unigram a list of pieces with their likelihoods, by id. */
  model: { vocab: Record<string, number> | unknown[] };
  added_tokens?: { id: number; content: string }[];
  post_processor?: PostProcessor | null;
}

export interface PostProcessor {
  type: string;
  processors?: PostProcessor[];
}

/** Id of a token by its exact spelling, `undefined` where there is no such token. */
export function findToken({ model, added_tokens = [] }: TokenizerJson, token: string): number | undefined {
  const added = added_tokens.find(({ content }) => content === token);
  if (added) return added.id;
  const { vocab } = model;
  if (!Array.isArray(vocab)) return Object.hasOwn(vocab, token) ? vocab[token] : undefined;
  const at = vocab.findIndex((piece) => Array.isArray(piece) && piece[0] === token);
  return at < 0 ? undefined : at;
}

/** One above the highest id. */
export function vocabularySize({ model, added_tokens = [] }: TokenizerJson): number {
  const ids = Array.isArray(model.vocab) ? [model.vocab.length - 1] : Object.values(model.vocab);
  // Not Math.max(...ids): a vocabulary has more entries than a call may have arguments.
  return 1 + [...ids, ...added_tokens.map(({ id }) => id)].reduce((highest, id) => Math.max(highest, id), -1);
}
