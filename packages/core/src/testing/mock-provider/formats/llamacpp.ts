import { type MockFormat, MockRefusal } from "../mock-format.ts";
import { countField, countTokens, modelField, textField, textsField, totalTokens } from "../read-fields.ts";
import { logitOf } from "../score-by-words.ts";

/**
 * llama.cpp: a pair must fit into the physical batch, and an error of 500 says so. A body with `texts` is answered in TEI's
 * form. Scores are the model's own, logits.
 */
export const llamacpp: MockFormat = {
  paths: /^(\/v1)?\/rerank(ing)?$/,
  claims: ({ path }, { documents }) => documents !== undefined && /\/reranking$/.test(path),
  limits: { maxTokens: 2048 },
  listName: "results",
  error: (code, message) => ({ error: { code, message, type: code < 500 ? "invalid_request_error" : "server_error" } }),
  about: (path) =>
    path === "/v1/models"
      ? { object: "list", data: [{ id: "mock-reranker", object: "model", owned_by: "llamacpp" }] }
      : undefined,
  read(body, { maxTokens = Number.POSITIVE_INFINITY }) {
    const query = textField(body, "query", 400);
    const texts = textsField(body, body.texts === undefined ? "documents" : "texts", 400);
    if (texts.length === 0) throw new MockRefusal(400, '"documents" must be a non-empty string array');
    const longest = Math.max(...texts.map((text) => countTokens(query) + countTokens(text)));
    if (longest > maxTokens) {
      const what = `input (${longest} tokens) is too large to process`;
      throw new MockRefusal(500, `${what}. increase the physical batch size (current batch size: ${maxTokens})`);
    }
    return { query, texts, ...modelField(body), ...countField(body, "top_n", 400) };
  },
  scale: logitOf,
  item: ({ index, score }, { texts }) => (texts === undefined ? { index, relevance_score: score } : { index, score }),
  answer(results, { model = "mock-reranker", query, texts }, body) {
    if (body.texts !== undefined) return results;
    const tokens = totalTokens(query, texts);
    return { model, object: "list", usage: { prompt_tokens: tokens, total_tokens: tokens }, results };
  },
};
