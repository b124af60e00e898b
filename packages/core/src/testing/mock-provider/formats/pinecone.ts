import { type MockFormat, MockRefusal } from "../mock-format.ts";
import { countField, textField, textsField } from "../read-fields.ts";

const mostDocuments = (model: string) => (model.startsWith("cohere") ? 200 : 100);

/** Pinecone: documents are objects, the key has a header of its own; 100 documents, 200 for Cohere's model. */
export const pinecone: MockFormat = {
  paths: /\/rerank$/,
  claims: ({ headers }) => headers["api-key"] !== undefined,
  limits: {},
  listName: "data",
  carries: (apiKey, headers) => headers["api-key"] === apiKey,
  error: (status, message) => ({
    error: { code: status === 401 ? "UNAUTHENTICATED" : "INVALID_ARGUMENT", message },
    status,
  }),
  read(body, { maxDocuments }) {
    const model = textField(body, "model", 400);
    const query = textField(body, "query", 400);
    const [field = "text"] = (body.rank_fields as string[] | undefined) ?? ["text"];
    const texts = textsField(body, "documents", 400, field);
    if (texts.length === 0) throw new MockRefusal(400, "documents: at least one is needed");
    const most = maxDocuments ?? mostDocuments(model);
    if (texts.length > most) {
      throw new MockRefusal(400, `Model '${model}' supports at most ${most} documents, ${texts.length} were given`);
    }
    return { query, texts, model, ...countField(body, "top_n", 400) };
  },
  item({ index, score, text }, { return_documents, documents, rank_fields }) {
    const document = (documents as unknown[])[index] ?? { [String((rank_fields as string[])?.[0] ?? "text")]: text };
    return { index, score, ...(return_documents !== false && { document }) };
  },
  answer: (data, { model }) => ({ model, data, usage: { rerank_units: 1 } }),
};
