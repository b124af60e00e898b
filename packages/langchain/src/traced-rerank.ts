import { CallbackManager, type Callbacks } from "@langchain/core/callbacks/manager";
import type { Ranking } from "secondpass";

const serialized = { lc: 1, type: "not_implemented" as const, id: ["secondpass", "langchain", "rerank"] };

/** What a trace shows of a call. */
export interface RerankRunInputs {
  query: string;
  /** How many there are; their texts are already in the run of the retriever that found them. */
  documents: number;
}

/** Makes a call visible to callbacks as a run named "rerank", below the run that it is part of, with the receipt as output. */
export async function tracedRerank<R extends Ranking>(
  callbacks: Callbacks | undefined,
  inputs: RerankRunInputs,
  rerank: () => Promise<R>,
): Promise<R> {
  const manager = CallbackManager.configure(callbacks);
  const run = await manager?.handleChainStart(serialized, { ...inputs }, undefined, undefined, undefined, undefined, "rerank");
  let ranking: R;
  try {
    ranking = await rerank();
  } catch (error) {
    await run?.handleChainError(error);
    throw error;
  }
  await run?.handleChainEnd(runOutputs(ranking));
  return ranking;
}

function runOutputs({ receipt, results, dropped }: Ranking): Record<string, unknown> {
  return {
    receipt,
    results: results.map(({ index, rank, score }) => ({ index, rank, ...(score !== undefined && { score }) })),
    dropped,
  };
}
