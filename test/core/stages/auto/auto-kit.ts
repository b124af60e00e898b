import { type AutoModel, auto, type Reranker, type Scorer } from "secondpass";
import { createTimeBook } from "../../../../packages/core/src/stages/auto/time-book.ts";
import { makeTemporaryFolder } from "../../../data/temporary-folder.ts";
import { counting } from "../stage-kit.ts";

/** Each is 100 characters, 29 tokens by estimate, and a query of one character is one more. */
export const documents = Array.from({ length: 100 }, (_, i) => `${i} `.padEnd(100, "x"));
export const tokensOfPair = 30;

/** Writes down that a model takes so long for each document, as if it had been measured fifty times. */
export async function remember(folder: string, reranker: Reranker, msPerDocument: number, fixedMs = 0): Promise<void> {
  const book = createTimeBook(reranker, folder);
  for (let i = 0; i < 50; i++) {
    const count = 10 + 10 * (i % 10);
    book.add(1, count * tokensOfPair, fixedMs + count * msPerDocument);
  }
  await book.save();
}

export async function chosen(models: readonly [AutoModel, number][], budgetMs: number, options = {}) {
  const keepIn = await makeTemporaryFolder();
  for (const [{ reranker }, ms] of models) await remember(keepIn, reranker, ms);
  await using reranker = auto(
    models.map(([model]) => model),
    { budgetMs, keepIn, ...options },
  );
  // Awaited, or it would be disposed first.
  return await reranker.rerank("q", documents);
}

export const model = (id: string, own: Partial<Scorer> = {}) => ({ reranker: counting(id, own).reranker });
