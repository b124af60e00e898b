import { createFirstStage, type Found } from "../demo/first-stage.ts";
import { loadStatements } from "../demo/load-statements.ts";

export const query = "can I end the process while a model is running";

/** What BM25 finds for the query in this project's own documentation, best first. */
export async function findCandidates(): Promise<Found[]> {
  return createFirstStage(await loadStatements(), 50)(query);
}
