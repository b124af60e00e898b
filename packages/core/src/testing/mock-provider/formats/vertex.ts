import { type Fields, type MockFormat, MockRefusal } from "../mock-format.ts";
import { countField, listField, modelField, textField } from "../read-fields.ts";

const names: Record<number, string> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  429: "RESOURCE_EXHAUSTED",
  503: "UNAVAILABLE",
};

/** Google's ranking API: 200 records, told apart by ids; no scores where record details are ignored. */
export const vertex: MockFormat = {
  paths: /\/v1[a-z0-9]*\/projects\/[^/]+\/locations\/[^/]+\/rankingConfigs\/[^/:]+:rank$/,
  limits: { maxDocuments: 200 },
  listName: "records",
  error: (code, message) => ({ error: { code, message, status: names[code] ?? "INTERNAL" } }),
  read(body, { maxDocuments = Number.POSITIVE_INFINITY }) {
    const query = textField(body, "query", 400);
    const records = listField(body, "records", 400) as Fields[];
    if (records.length === 0) throw new MockRefusal(400, "records: at least one is needed");
    if (records.length > maxDocuments) {
      throw new MockRefusal(400, `records: at most ${maxDocuments} are allowed, ${records.length} were given`);
    }
    const ids = new Set(records.map((record) => textField(record, "id", 400)));
    if (ids.size < records.length) throw new MockRefusal(400, "records: ids must be unique");
    const texts = records.map(({ id, title, content }) => {
      if (!title && !content) throw new MockRefusal(400, `record ${id}: title or content is needed`);
      return [title, content].filter(Boolean).join(" ");
    });
    return { query, texts, ...modelField(body), ...countField(body, "topN", 400) };
  },
  item({ index, score }, { records, ignoreRecordDetailsInResponse }) {
    const { id = `no-record-${index}`, title, content } = ((records as Fields[])[index] ?? {}) as Fields;
    return ignoreRecordDetailsInResponse === true ? { id } : { id, title, content, score };
  },
  answer: (records) => ({ records }),
};
