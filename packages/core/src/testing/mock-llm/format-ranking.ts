import type { MockLlmBody, MockLlmFormat, MockLlmMessage } from "./mock-llm-options.ts";

const formats: Readonly<Record<MockLlmFormat, (labels: readonly string[], body: MockLlmBody) => MockLlmMessage>> = {
  text: (labels) => ({ content: chain(labels) }),
  prose: (labels) => ({
    content: `Here are the ${labels.length} passages, ranked by relevance to the query:\n\n${chain(labels)}\n\nPassage [${labels[0]}] answers it best, passages 1 and 2 less so. I hope this helps!`,
  }),
  list: (labels) => ({ content: labels.map((label, i) => `${i + 1}. [${label}]`).join("\n") }),
  json: (labels, body) => ({ content: JSON.stringify(fill(schemaOf(body), labels)) }),
  think: (labels) => ({ content: `<think>\n${thought(labels)}\n</think>\n\n${chain(labels)}` }),
  unclosed: (labels) => ({ content: `<think>\n${thought(labels)}`, finishReason: "length" }),
  truncated: (labels) => ({ content: cut(chain(labels)), finishReason: "length" }),
  duplicate: (labels) => ({ content: chain([...labels.slice(0, 2), ...labels.slice(0, 1), ...labels.slice(2)]) }),
  missing: (labels) => ({ content: chain(labels.slice(0, Math.ceil(labels.length / 2))) }),
  refusal: () => ({ content: null, refusal: "I'm sorry, I can't help with that." }),
  apology: () => ({ content: "I'm sorry, but I cannot rank these passages." }),
  null: () => ({ content: null }),
  empty: () => ({ content: "" }),
  tool: (labels, body) => ({
    content: null,
    toolArguments: JSON.stringify(fill(schemaOf(body), labels)),
    finishReason: "tool_calls",
  }),
  filter: () => ({ content: "", finishReason: "content_filter" }),
};

/** An answer that states a ranking, in the form asked for by the test, else by the request. */
export function formatRanking(labels: readonly string[], body: MockLlmBody, format?: MockLlmFormat): MockLlmMessage {
  const wanted = body.tools?.length ? "tool" : body.response_format?.type?.startsWith("json") ? "json" : "text";
  return formats[format ?? wanted](labels, body);
}

function chain(labels: readonly string[]): string {
  return labels.map((label) => `[${label}]`).join(" > ");
}

function thought(labels: readonly string[]): string {
  return `The query is clear. Passage [${labels.at(-1)}] is off topic, and [2] > [1] would be too simple. 20 passages are many.`;
}

/** Ends inside a label. */
function cut(text: string): string {
  const half = text.slice(0, Math.ceil(text.length / 2));
  return half.replace(/\[?\w*\]?[ >]*$/, "[1");
}

function schemaOf(body: MockLlmBody): unknown {
  return body.response_format?.json_schema?.schema ?? body.tools?.[0]?.function?.parameters;
}

interface Schema {
  properties?: Record<string, { type?: string; items?: { type?: string } }>;
}

/** The ranking under the first list of a schema, in the type of its items. */
function fill(schema: unknown, labels: readonly string[]): Record<string, unknown> {
  const [name, list] =
    Object.entries((schema as Schema | undefined)?.properties ?? {}).find(([, { type }]) => type === "array") ?? [];
  const isNumeric = list?.items?.type === "integer" || list?.items?.type === "number";
  return { [name ?? "ranking"]: isNumeric ? labels.map(Number) : labels };
}
