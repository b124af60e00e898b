import { type Fields, type MockFormat, MockRefusal } from "../mock-format.ts";
import { countField, listField, textField } from "../read-fields.ts";

/** Amazon Bedrock: exactly one query, 1 to 1,000 sources; a request must be signed, which is not checked further. */
export const bedrock: MockFormat = {
  paths: /^\/rerank$/,
  claims: (_request, { sources, queries }) => sources !== undefined && queries !== undefined,
  limits: { maxDocuments: 1000 },
  listName: "results",
  carries: (_apiKey, { authorization }) => authorization !== undefined,
  keyRefusal: 403,
  error: (_status, message) => ({ message }),
  read(body, { maxDocuments = Number.POSITIVE_INFINITY }, { headers }) {
    if (!headers.authorization) throw new MockRefusal(403, "Missing Authentication Token");
    const [question, ...more] = listField(body, "queries", 400) as Fields[];
    if (!question || more.length > 0) throw new MockRefusal(400, "queries: must have exactly 1 item");
    const query = textField((question.textQuery ?? {}) as Fields, "text", 400);
    const texts = (listField(body, "sources", 400) as Fields[]).map((source) => {
      const inline = (source.inlineDocumentSource ?? {}) as Fields;
      return textField((inline.textDocument ?? {}) as Fields, "text", 400);
    });
    if (texts.length === 0 || texts.length > maxDocuments) {
      throw new MockRefusal(400, `sources: must have 1 to ${maxDocuments} items, got ${texts.length}`);
    }
    const settings = ((body.rerankingConfiguration as Fields)?.bedrockRerankingConfiguration ?? {}) as Fields;
    const model = textField((settings.modelConfiguration ?? {}) as Fields, "modelArn", 400);
    return { query, texts, model, ...countField(settings, "numberOfResults", 400) };
  },
  item: ({ index, score }) => ({ index, relevanceScore: score }),
  answer: (results) => ({ results }),
};
