import type { DocumentInput, Reranker, RerankOptions } from "../../contract/index.ts";
import type { Candidates } from "../../rank/index.ts";
import { choosePassages } from "./choose-passages.ts";
import type { ChunkedSettings } from "./chunked-options.ts";
import { type DividedDocument, divideDocuments, passageOf } from "./divide-documents.ts";
import type { SentPassage } from "./sent-passage.ts";
import { openTokenGauge } from "./token-gauge.ts";

/** What one call reads. */
export interface ReadingPlan {
  /** The candidates in first-stage order, the passages of each in its own. */
  sent: SentPassage[];
  /** Documents that are read in passages. */
  divided: number;
  /** Most tokens of a passage. */
  tokens: number;
  /** Whether tokens are estimated. */
  estimated: boolean;
}

/** Decides what is read of each candidate for this query. */
export async function planReading(
  reranker: Reranker,
  query: string,
  documents: readonly DocumentInput[],
  candidates: Candidates,
  settings: ChunkedSettings,
  { priority, signal }: Pick<RerankOptions, "priority"> & { signal: AbortSignal },
): Promise<ReadingPlan> {
  const { scored } = candidates;
  const gauge = await openTokenGauge(reranker, query, settings.tokens, { signal, priority });
  const parts = await divideDocuments(
    scored.map((index) => documents[index] as DocumentInput),
    { gauge, overlap: settings.overlap, signal },
  );
  const divided = parts.filter((part) => part !== undefined);
  const isFirstOnly = settings.aggregate === "first";
  const chosen = await choosePassages(
    query,
    divided.map((document) => document.passages.map((passage) => passageOf(document, passage).text)),
    {
      perDocument: isFirstOnly ? 1 : settings.maxPassages,
      perCall: settings.maxCallPassages - (scored.length - divided.length),
      keep: isFirstOnly ? "first" : settings.keep,
    },
    signal,
  );
  const chosenOf = new Map(divided.map((document, i) => [document, chosen[i] as number[]]));
  return {
    sent: scored.flatMap((index, i): SentPassage[] => {
      const document = parts[i];
      return document ? passagesOf(index, document, chosenOf.get(document) ?? []) : [{ index }];
    }),
    divided: divided.length,
    tokens: gauge.room,
    estimated: gauge.estimated,
  };
}

function passagesOf(index: number, document: DividedDocument, positions: readonly number[]): SentPassage[] {
  return positions.flatMap((position) => {
    const passage = document.passages[position];
    return passage ? [{ index, part: { document, passage } }] : [];
  });
}
