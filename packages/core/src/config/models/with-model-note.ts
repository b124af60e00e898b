import type { DocumentInput, Ranking, Receipt, Reranker, RerankOptions, Warning } from "../../contract/index.ts";

/** What a reranker's receipts say about its model. */
export interface ModelNote {
  model: NonNullable<Receipt["model"]>;
  /** Said in the first receipt only: they do not change from call to call. */
  warnings: readonly Warning[];
}

/** A reranker whose receipts name the commit that its model is of. */
export function withModelNote(reranker: Reranker, note: ModelNote): Reranker {
  const { model, warnings } = note;
  const changeInside = reranker.changeInside?.bind(reranker);
  let isFirst = true;

  async function rerank<D extends DocumentInput>(
    query: string,
    documents: readonly D[],
    options?: RerankOptions,
  ): Promise<Ranking<D>> {
    const ranking = await reranker.rerank(query, documents, options);
    const news = isFirst ? warnings : [];
    isFirst = false;
    const receipt = { ...ranking.receipt, model: { ...model }, warnings: [...news, ...ranking.receipt.warnings] };
    return { ...ranking, receipt };
  }

  const dispose = () => reranker.dispose();
  return {
    ...reranker,
    changeInside: changeInside && ((change) => withModelNote(changeInside(change), note)),
    rerank,
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}
