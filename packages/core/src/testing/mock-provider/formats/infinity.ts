import { type MockFormat, MockRefusal } from "../mock-format.ts";
import { countField, modelField, textField, textsField, totalTokens } from "../read-fields.ts";
import { logitOf } from "../score-by-words.ts";

/** Infinity: 1 to 2,048 documents of at most 122,880 characters. */
export const infinity: MockFormat = {
  paths: /\/rerank$/,
  limits: { maxDocuments: 2048, maxDocumentCharacters: 122_880 },
  listName: "results",
  error: (status, message) => ({ error: { message, type: "invalid_request_error", param: null, code: status } }),
  about: (path) =>
    /\/models$/.test(path)
      ? { object: "list", data: [{ id: "mock-reranker", object: "model", owned_by: "infinity", capabilities: ["rerank"] }] }
      : undefined,
  read(body, { maxDocuments = Number.POSITIVE_INFINITY, maxDocumentCharacters = Number.POSITIVE_INFINITY }) {
    const query = textField(body, "query", 422);
    const texts = textsField(body, "documents", 422);
    if (texts.length === 0) throw new MockRefusal(422, "List should have at least 1 item after validation, not 0");
    if (texts.length > maxDocuments) {
      throw new MockRefusal(422, `List should have at most ${maxDocuments} items after validation, not ${texts.length}`);
    }
    if (texts.some((text) => text.length > maxDocumentCharacters)) {
      throw new MockRefusal(422, `String should have at most ${maxDocumentCharacters} characters`);
    }
    return { query, texts, ...modelField(body), ...countField(body, "top_n", 422) };
  },
  scale: (relevance, { raw_scores }) => (raw_scores ? logitOf(relevance) : relevance),
  item: ({ index, score, text }, { return_documents }) => ({
    relevance_score: score,
    index,
    ...(return_documents === true && { document: text }),
  }),
  answer(results, { model = "mock-reranker", query, texts }) {
    const tokens = totalTokens(query, texts);
    const usage = { prompt_tokens: tokens, total_tokens: tokens };
    return { object: "rerank", id: "infinity-mock", model, created: 1_700_000_000, results, usage };
  },
};
