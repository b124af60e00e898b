import { type MockFormat, MockRefusal } from "../mock-format.ts";
import { countField, modelField, textField, textsField, totalTokens } from "../read-fields.ts";

/** Jina AI. Documents come back unless a request says otherwise. */
export const jina: MockFormat = {
  paths: /\/v1\/rerank$/,
  limits: {},
  listName: "results",
  error: (_status, message) => ({ detail: message }),
  read(body, { maxDocuments = Number.POSITIVE_INFINITY }) {
    textField(body, "model", 422);
    const query = textField(body, "query", 422);
    const texts = textsField(body, "documents", 422);
    if (texts.length === 0) throw new MockRefusal(422, "documents: must have at least 1 item");
    if (texts.length > maxDocuments) throw new MockRefusal(422, `documents: must have at most ${maxDocuments} items`);
    return { query, texts, ...modelField(body), ...countField(body, "top_n", 422) };
  },
  item: ({ index, score, text }, { return_documents }) => ({
    index,
    relevance_score: score,
    ...(return_documents !== false && { document: { text } }),
  }),
  answer: (results, { model, query, texts }) => ({ model, usage: { total_tokens: totalTokens(query, texts) }, results }),
};
