import type { CallbackManagerForRetrieverRun } from "@langchain/core/callbacks/manager";
import type { DocumentInterface } from "@langchain/core/documents";
import { patchConfig, type RunnableConfig } from "@langchain/core/runnables";
import { isRerankError, type RerankDocument, RerankError, type Warning } from "secondpass";
import { toRerankDocument } from "../translate-documents.ts";
import type { NamedArm } from "./read-arms.ts";
import { armWarning, messageOf, type TryArmOptions, tryArm } from "./try-arm.ts";

/** A candidate that knows the document that it was made of. */
export type ArmCandidate = RerankDocument & { from: DocumentInterface };

/** What one retriever found for one query. */
export interface ArmList {
  name: string;
  documents: ArmCandidate[];
  weight: number | undefined;
  lowerIsBetter: boolean | undefined;
}

export interface ArmSearch {
  lists: ArmList[];
  warnings: Warning[];
}

/**
 * Asks every retriever every query, all at once.
 *
 * @throws {RerankError} `all_failed` where none of them answers
 */
export async function searchArms(
  arms: readonly NamedArm[],
  queries: readonly string[],
  { config, run, scoreKey, ...options }: TryArmOptions & SearchCall,
): Promise<ArmSearch> {
  const searches = arms.flatMap((arm) =>
    queries.map((query, i) => ({ arm, query, name: queries.length === 1 ? arm.name : `${arm.name} (query ${i + 1})` })),
  );
  const tried = await Promise.all(
    searches.map(async ({ arm, query, name }) => {
      const search = async (signal: AbortSignal): Promise<ArmList> => {
        const callbacks = run?.getChild(arm.name);
        const found = await arm.retriever.invoke(query, patchConfig({ ...config, signal }, { callbacks }));
        const key = arm.scoreKey ?? scoreKey;
        const documents = found.map((document, i) => ({ ...toRerankDocument(document, i, key), from: document }));
        return { name, documents, weight: arm.weight, lowerIsBetter: arm.lowerIsBetter };
      };
      const outcome = await tryArm(search, options);
      if ("error" in outcome)
        await run?.handleCustomEvent("retriever_failed", { retriever: arm.name, query, ...outcome }, run.runId);
      return { name, outcome };
    }),
  );
  const lists = tried.flatMap(({ outcome }) => ("value" in outcome ? [outcome.value] : []));
  const failures = tried.flatMap(({ name, outcome }) => ("error" in outcome ? [{ name, error: outcome.error }] : []));
  if (lists.length === 0) throw allFailed(failures);
  return { lists, warnings: failures.map(({ name, error }) => armWarning("retriever_failed", `retriever ${name}`, error)) };
}

/** Where a search belongs. */
export interface SearchCall {
  config: RunnableConfig;
  run: CallbackManagerForRetrieverRun | undefined;
  scoreKey: string | undefined;
}

function allFailed(failures: readonly { name: string; error: unknown }[]): RerankError {
  const list = failures.map(({ name, error }) => `${name}: ${messageOf(error)}`).join("; ");
  const errors = failures.map(({ error }) => error);
  return new RerankError("all_failed", `every retriever failed: ${list}`, {
    cause: new AggregateError(errors, "every retriever failed"),
    retryable: errors.some((error) => isRerankError(error) && error.retryable),
  });
}
