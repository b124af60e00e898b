import { type MockFormat, MockRefusal } from "../mock-format.ts";
import { countField, countTokens, textField, textsField } from "../read-fields.ts";

const batchTokens = (model: string) => (model === "rerank-1" ? 100_000 : model === "rerank-lite-1" ? 300_000 : 600_000);

/** Voyage AI: 1,000 documents, and so many tokens in all, with the query counted once for each document. */
export const voyage: MockFormat = {
  paths: /\/v1\/rerank$/,
  claims: (_request, body) => "top_k" in body || "truncation" in body,
  limits: { maxDocuments: 1000, maxTokens: 32_000 },
  listName: "data",
  error: (_status, message) => ({ detail: message }),
  read(body, { maxDocuments = 1000, maxTokens = 32_000, maxRequestTokens }) {
    const model = textField(body, "model", 400);
    const query = textField(body, "query", 400);
    const texts = textsField(body, "documents", 400);
    if (texts.length === 0) throw new MockRefusal(400, "documents cannot be an empty list");
    if (texts.length > maxDocuments) {
      throw new MockRefusal(400, `The number of documents cannot exceed ${maxDocuments}, but ${texts.length} were given`);
    }
    const queryTokens = countTokens(query);
    const cuts = body.truncation !== false;
    const pairs = texts.map((text) => queryTokens + countTokens(text));
    const tooLong = pairs.findIndex((tokens) => tokens > maxTokens);
    if (!cuts && tooLong >= 0) {
      const why = `Document ${tooLong} with the query has ${pairs[tooLong]} tokens, the context length is ${maxTokens}`;
      throw new MockRefusal(400, `Request to model '${model}' failed. ${why}`);
    }
    const total = pairs.reduce((sum, tokens) => sum + Math.min(tokens, maxTokens), 0);
    const allowed = maxRequestTokens ?? batchTokens(model);
    if (total > allowed) {
      const why = `The max allowed tokens per submitted batch is ${allowed}. Your batch has ${total} tokens after truncation`;
      throw new MockRefusal(400, `Request to model '${model}' failed. ${why}. Please lower the number of tokens in the batch.`);
    }
    return { query, texts, model, ...countField(body, "top_k", 400) };
  },
  item: ({ index, score, text }, { return_documents }) => ({
    relevance_score: score,
    index,
    ...(return_documents === true && { document: text }),
  }),
  answer: (data, { model, query, texts }) => ({
    object: "list",
    data,
    model,
    usage: { total_tokens: texts.reduce((sum, text) => sum + countTokens(query) + countTokens(text), 0) },
  }),
};
