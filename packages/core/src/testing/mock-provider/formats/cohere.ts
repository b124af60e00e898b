import { type MockFormat, MockRefusal } from "../mock-format.ts";
import { countField, listField, modelField, onlyFields, textField } from "../read-fields.ts";

const fields = ["model", "query", "documents", "top_n", "max_tokens_per_doc", "priority"];

/** Cohere, version 2. Documents are strings; nothing may be empty; 10,000 documents, fewer than that in chunks. */
export const cohere: MockFormat = {
  paths: /\/v2\/rerank$/,
  limits: { maxDocuments: 10_000 },
  listName: "results",
  error: (_status, message) => ({ id: "mock", message }),
  read(body, { maxDocuments = Number.POSITIVE_INFINITY }) {
    onlyFields(body, fields, 422);
    textField(body, "model", 400);
    const query = textField(body, "query", 400);
    if (!query.trim()) throw new MockRefusal(400, "invalid request: query must not be empty or be only whitespace");
    const texts = listField(body, "documents", 400).map((text, i) => {
      if (typeof text !== "string") throw new MockRefusal(422, `documents[${i}] must be a string`);
      if (!text.trim()) throw new MockRefusal(400, `invalid request: document at index ${i} cannot be empty`);
      return text;
    });
    if (texts.length === 0) throw new MockRefusal(400, "invalid request: list of documents must not be empty");
    if (texts.length > maxDocuments) {
      const what = "number of total max chunks (number of documents * max chunks per doc)";
      throw new MockRefusal(400, `invalid request: ${what} must be less than ${maxDocuments}`);
    }
    return { query, texts, ...modelField(body), ...countField(body, "top_n", 400) };
  },
  item: ({ index, score }) => ({ index, relevance_score: score }),
  answer: (results, { texts }) => ({
    id: "b44fe75b-0000-4000-8000-000000000000",
    results,
    meta: { api_version: { version: "2" }, billed_units: { search_units: Math.ceil(texts.length / 100) } },
  }),
};

/** Cohere's models on Azure: the same words at another address. */
export const azure: MockFormat = { ...cohere, paths: /\/v[12]\/rerank$/ };
