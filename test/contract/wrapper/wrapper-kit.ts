import type { Ranking, RerankerInput, RerankOptions } from "secondpass";
import { type Candidate, candidates, query } from "./candidates.ts";

/** What a framework's document says after the call. `score` is the reranker's. */
export interface Reranked extends Omit<Candidate, "score"> {
  score: number | undefined;
}

export interface WrapperFields extends RerankOptions {
  reranker?: RerankerInput;
  onRanking?: (ranking: Ranking) => void;
}

/** A wrapper under test, behind the only calls the suite makes. `Item` is the framework's document. */
export interface WrapperAdapter<Item extends object> {
  wrap(fields: WrapperFields): { rerank(items: Item[], query: string): Promise<Item[]>; dispose(): Promise<void> };
  toItem(candidate: Candidate): Item;
  read(item: Item): Reranked;
  rankingOf(object: object): Ranking | undefined;
  /** What the reranker is told of a document's score, where a wrapper makes one of its own of it. Default: the score as it is. */
  firstStageScore?(score: number, rank: number): number;
}

/** The adapter, and what the tests do with it again and again. */
export interface WrapperKit<Item extends object> extends WrapperAdapter<Item> {
  /** The candidates as the framework's documents, new each time. */
  items(): Item[];
  idsOf(items: Item[]): string[];
  /** One call of a wrapper of its own. */
  rerankWith(fields: WrapperFields, items?: Item[], text?: string): Promise<Item[]>;
}

export function createWrapperKit<Item extends object>(adapter: WrapperAdapter<Item>): WrapperKit<Item> {
  const items = () => candidates.map(adapter.toItem);
  return {
    ...adapter,
    items,
    idsOf: (list) => list.map((item) => adapter.read(item).id),
    async rerankWith(fields, list = items(), text = query) {
      const wrapper = adapter.wrap(fields);
      try {
        return await wrapper.rerank(list, text);
      } finally {
        await wrapper.dispose();
      }
    },
  };
}
