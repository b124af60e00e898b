import { type Fields, type MockFormat, MockRefusal } from "../mock-format.ts";
import { countTokens, modelField, textField, textsField, totalTokens } from "../read-fields.ts";
import { logitOf } from "../score-by-words.ts";

/** NVIDIA NIM, on a server of one's own and hosted: 512 passages of 8,192 tokens; `truncate: "NONE"` refuses longer ones. */
export const nim: MockFormat = {
  paths: /^\/v1\/(ranking|retrieval\/.+\/reranking)$/,
  limits: { maxDocuments: 512, maxTokens: 8192 },
  listName: "rankings",
  error: (_status, message) => ({ object: "error", message, detail: {}, type: "invalid_request_error" }),
  about: (path) =>
    path === "/v1/models" ? { object: "list", data: [{ id: "mock-reranker", object: "model", owned_by: "nim" }] } : undefined,
  read(body, { maxDocuments = Number.POSITIVE_INFINITY, maxTokens = Number.POSITIVE_INFINITY }) {
    const query = textField((body.query ?? {}) as Fields, "text", 422);
    const texts = textsField(body, "passages", 422);
    if (texts.length === 0 || texts.length > maxDocuments) {
      throw new MockRefusal(422, `passages: must have 1 to ${maxDocuments} items, got ${texts.length}`);
    }
    const { truncate = "NONE" } = body;
    if (truncate !== "NONE" && truncate !== "END") throw new MockRefusal(422, 'truncate: must be "NONE" or "END"');
    const longest = Math.max(...texts.map((text) => countTokens(query) + countTokens(text)));
    if (truncate === "NONE" && longest > maxTokens) {
      throw new MockRefusal(400, `Input length ${longest} exceeds maximum allowed token size ${maxTokens}`);
    }
    return { query, texts, ...modelField(body) };
  },
  scale: logitOf,
  item: ({ index, score }) => ({ index, logit: score }),
  answer(rankings, { query, texts }) {
    const tokens = totalTokens(query, texts);
    return { rankings, usage: { prompt_tokens: tokens, total_tokens: tokens } };
  },
};
