import { type MockFormat, MockRefusal } from "../mock-format.ts";
import { countTokens, textField, textsField } from "../read-fields.ts";
import { logitOf } from "../score-by-words.ts";

const types: Record<number, string> = { 400: "Empty", 413: "Validation", 422: "Validation", 424: "Backend", 429: "Overloaded" };

/**
 * Text Embeddings Inference: 32 documents and 2 MB in a request. Its documentation gives 413 for a batch that is too large,
 * the server 422. No model, no number of results.
 */
export const tei: MockFormat = {
  paths: /^\/rerank$/,
  claims: (_request, { texts }) => texts !== undefined,
  limits: { maxDocuments: 32, maxTokens: 512, maxBytes: 2_000_000 },
  listName: undefined,
  error: (status, message) => ({ error: message, error_type: types[status] ?? "Unhealthy" }),
  about: (path, { maxDocuments, maxTokens }) =>
    path === "/info"
      ? {
          model_id: "mock-reranker",
          model_dtype: "float32",
          model_type: { reranker: { id2label: { "0": "LABEL_0" }, label2id: { LABEL_0: 0 } } },
          max_concurrent_requests: 512,
          max_input_length: maxTokens,
          max_batch_tokens: 16_384,
          max_client_batch_size: maxDocuments,
          auto_truncate: false,
          version: "1.9.3",
        }
      : undefined,
  read(body, { maxDocuments = Number.POSITIVE_INFINITY, maxTokens = Number.POSITIVE_INFINITY }) {
    const query = textField(body, "query", 422);
    const texts = textsField(body, "texts", 422);
    if (texts.length === 0) throw new MockRefusal(400, "`texts` cannot be empty");
    if (texts.length > maxDocuments) {
      throw new MockRefusal(422, `batch size ${texts.length} > maximum allowed batch size ${maxDocuments}`);
    }
    if (!["Left", "Right", undefined].includes(body.truncation_direction as string | undefined)) {
      throw new MockRefusal(422, `unknown variant \`${body.truncation_direction}\`, expected \`Left\` or \`Right\``);
    }
    const longest = Math.max(...texts.map((text) => countTokens(query) + countTokens(text)));
    if (body.truncate !== true && longest > maxTokens) {
      throw new MockRefusal(422, `Input validation error: \`inputs\` must have less than ${maxTokens} tokens. Given: ${longest}`);
    }
    return { query, texts };
  },
  scale: (relevance, { raw_scores }) => (raw_scores === true ? logitOf(relevance) : relevance),
  item: ({ index, score, text }, { return_text }) => ({ index, ...(return_text === true && { text }), score }),
  answer: (results) => results,
};
