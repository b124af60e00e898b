import { type Fields, type MockFormat, MockRefusal } from "../mock-format.ts";
import { countField, countTokens, modelField, textField, textsField, totalTokens } from "../read-fields.ts";

/** vLLM: what does not fit into the model's window is refused unless a request asks for cutting; `top_n` 0 means all. */
export const vllm: MockFormat = {
  paths: /^(\/v[12])?\/rerank$/,
  limits: { maxTokens: 8192 },
  listName: "results",
  error: (status, message) => ({
    error: { message, type: status < 500 ? "BadRequestError" : "InternalServerError", param: null, code: status },
  }),
  about: (path, { maxTokens }) =>
    path === "/v1/models"
      ? { object: "list", data: [{ id: "mock-reranker", object: "model", owned_by: "vllm", max_model_len: maxTokens }] }
      : undefined,
  read(body, { maxTokens = Number.POSITIVE_INFINITY }) {
    const query = textField(body, "query", 400);
    const texts = typeof body.documents === "string" ? [body.documents] : textsField(body, "documents", 400);
    if (texts.length === 0) throw new MockRefusal(400, "documents: at least one is needed");
    const longest = Math.max(...texts.map((text) => pairTokens(query, text, body, maxTokens)));
    if (longest > maxTokens) {
      const asked = `However, you requested ${longest} tokens in the input. Please reduce the length of the input.`;
      throw new MockRefusal(400, `This model's maximum context length is ${maxTokens} tokens. ${asked}`);
    }
    return { query, texts, ...modelField(body), ...countField(body, "top_n", 400, 0) };
  },
  item: ({ index, score, text }) => ({ index, document: { text, multi_modal: null }, relevance_score: score }),
  answer(results, { model = "mock-reranker", query, texts }) {
    const tokens = totalTokens(query, texts);
    return { id: "score-mock", model, usage: { prompt_tokens: tokens, total_tokens: tokens }, results };
  },
};

function pairTokens(query: string, text: string, body: Fields, maxTokens: number): number {
  const { max_tokens_per_doc, max_tokens_per_query, truncate_prompt_tokens } = body;
  const atMost = (tokens: number, most: unknown) => (typeof most === "number" && most > 0 ? Math.min(tokens, most) : tokens);
  const pair = atMost(countTokens(query), max_tokens_per_query) + atMost(countTokens(text), max_tokens_per_doc);
  if (typeof truncate_prompt_tokens !== "number") return pair;
  if (truncate_prompt_tokens > maxTokens) {
    const what = `truncate_prompt_tokens value (${truncate_prompt_tokens}) is greater than max_model_len (${maxTokens})`;
    throw new MockRefusal(400, `${what}. Please, select a smaller truncation size.`);
  }
  return Math.min(pair, truncate_prompt_tokens < 0 ? maxTokens : truncate_prompt_tokens);
}
