import * as v from "valibot";
import type { RerankDocument } from "../../contract/index.ts";
import { looseScore, readAnswer } from "./read-answer.ts";
import type { RemoteAnswer, RemoteCall } from "./remote-api.ts";
import { renderYaml } from "./render-yaml.ts";

const answerSchema = v.object({
  id: v.optional(v.string()),
  results: v.array(v.object({ index: v.number(), relevance_score: looseScore })),
  meta: v.optional(
    v.object({
      billed_units: v.optional(v.object({ search_units: v.optional(v.number()) })),
      tokens: v.optional(v.object({ input_tokens: v.optional(v.number()), output_tokens: v.optional(v.number()) })),
    }),
  ),
});

/** The request of Cohere's API, version 2, which others speak too. */
export function cohereRequest({ model, query, texts, topN }: RemoteCall, maxTokensPerDocument?: number): object {
  return {
    model,
    query,
    documents: texts,
    ...(topN !== undefined && { top_n: topN }),
    ...(maxTokensPerDocument !== undefined && { max_tokens_per_doc: maxTokensPerDocument }),
  };
}

/** Structured documents as YAML, which these models were trained on. */
export function cohereDocument(document: RerankDocument, fields: readonly string[] | undefined): string {
  return fields || document.title ? renderYaml(document, fields) : document.text;
}

export function cohereResults(body: unknown, provider: string): RemoteAnswer {
  const { id, results, meta } = readAnswer(answerSchema, body, provider);
  const searchUnits = meta?.billed_units?.search_units;
  const inputTokens = meta?.tokens?.input_tokens;
  return {
    ...(id !== undefined && { id }),
    results: results.map(({ index, relevance_score }) => ({ index, score: relevance_score })),
    usage: { ...(searchUnits !== undefined && { searchUnits }), ...(inputTokens !== undefined && { inputTokens }) },
  };
}
