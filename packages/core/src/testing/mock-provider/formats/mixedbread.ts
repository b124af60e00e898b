import { type MockFormat, MockRefusal } from "../mock-format.ts";
import { countField, listField, modelField, textField, totalTokens } from "../read-fields.ts";

/** Mixedbread: the documents are called `input`, strings or objects. */
export const mixedbread: MockFormat = {
  paths: /\/v1\/reranking$/,
  claims: (_request, { input }) => input !== undefined,
  limits: {},
  listName: "data",
  error: (_status, message) => ({ detail: message }),
  read(body, { maxDocuments = Number.POSITIVE_INFINITY }) {
    const query = textField(body, "query", 422);
    const names = Array.isArray(body.rank_fields) ? (body.rank_fields as string[]) : ["text"];
    const texts = listField(body, "input", 422).map((value) => {
      if (typeof value === "string") return value;
      return names.map((name) => String((value as Record<string, unknown>)[name] ?? "")).join("\n");
    });
    if (texts.length === 0) throw new MockRefusal(422, "input: must have at least 1 item");
    if (texts.length > maxDocuments) throw new MockRefusal(422, `input: must have at most ${maxDocuments} items`);
    return { query, texts, ...modelField(body), ...countField(body, "top_k", 422) };
  },
  item: ({ index, score, text }, { return_input }) => ({
    index,
    score,
    ...(return_input === true && { input: text }),
    object: "rank_result",
  }),
  answer(data, { model = "mock-reranker", query, texts, topN = texts.length }, { return_input = false }) {
    const tokens = totalTokens(query, texts);
    const usage = { prompt_tokens: tokens, total_tokens: tokens };
    return { object: "list", model, usage, top_k: topN, return_input, data };
  },
};
