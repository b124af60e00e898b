import type { MockFormat } from "../mock-format.ts";
import { totalTokens } from "../read-fields.ts";
import { jina } from "./jina.ts";

/** Together: Jina's request, its own envelope for answers and errors. */
export const together: MockFormat = {
  ...jina,
  error: (status, message) => ({ error: { message, type: status === 401 ? "authentication_error" : "invalid_request_error" } }),
  item: ({ index, score, text }, { return_documents }) => ({
    index,
    relevance_score: score,
    document: return_documents ? { text } : {},
  }),
  answer(results, { model, query, texts }) {
    const tokens = totalTokens(query, texts);
    return {
      object: "rerank",
      id: "mock",
      model,
      results,
      usage: { prompt_tokens: tokens, completion_tokens: 0, total_tokens: tokens },
    };
  },
};
