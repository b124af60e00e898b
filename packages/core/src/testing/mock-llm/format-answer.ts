import type { MockLlmBody, MockLlmFormat, MockLlmMessage } from "./mock-llm-options.ts";

/** What an answer states, in the pieces that every format is made of. */
export interface Statement {
  /** `[3]`, or `[3] 2` where it is a grade. */
  pieces: readonly string[];
  /** What stands between them. */
  joint: string;
  /** What a model might say twice. */
  again: string;
  /** What it says around them, and thinks before. */
  opening: string;
  closing: string;
  thought: string;
  /** The same as data, for the schema of a request or a tool. */
  data(schema: unknown): Record<string, unknown>;
}

const formats: Readonly<Record<MockLlmFormat, (statement: Statement, body: MockLlmBody) => MockLlmMessage>> = {
  text: (statement) => ({ content: chain(statement) }),
  prose: (statement) => ({ content: `${statement.opening}\n\n${chain(statement)}\n\n${statement.closing}` }),
  list: ({ pieces }) => ({ content: pieces.map((piece, i) => `${i + 1}. ${piece}`).join("\n") }),
  json: ({ data }, body) => ({ content: JSON.stringify(data(schemaOf(body))) }),
  think: (statement) => ({ content: `<think>\n${statement.thought}\n</think>\n\n${chain(statement)}` }),
  unclosed: ({ thought }) => ({ content: `<think>\n${thought}`, finishReason: "length" }),
  truncated: (statement) => ({ content: cut(chain(statement)), finishReason: "length" }),
  duplicate: ({ pieces, again, joint }) => ({ content: [...pieces.slice(0, 2), again, ...pieces.slice(2)].join(joint) }),
  missing: ({ pieces, joint }) => ({ content: pieces.slice(0, Math.ceil(pieces.length / 2)).join(joint) }),
  refusal: () => ({ content: null, refusal: "I'm sorry, I can't help with that." }),
  apology: () => ({ content: "I'm sorry, but I cannot rank these passages." }),
  null: () => ({ content: null }),
  empty: () => ({ content: "" }),
  tool: ({ data }, body) => ({
    content: null,
    toolArguments: JSON.stringify(data(schemaOf(body))),
    finishReason: "tool_calls",
  }),
  filter: () => ({ content: "", finishReason: "content_filter" }),
};

/** An answer that states something, in the form asked for by the test, else by the request. */
export function formatAnswer(statement: Statement, body: MockLlmBody, format?: MockLlmFormat): MockLlmMessage {
  const wanted = body.tools?.length ? "tool" : body.response_format?.type?.startsWith("json") ? "json" : "text";
  return formats[format ?? wanted](statement, body);
}

function chain({ pieces, joint }: Statement): string {
  return pieces.join(joint);
}

/** Ends inside a label. */
function cut(text: string): string {
  const half = text.slice(0, Math.ceil(text.length / 2));
  return half.replace(/\[?\w*\]?[ >]*$/, "[1");
}

function schemaOf(body: MockLlmBody): unknown {
  return body.response_format?.json_schema?.schema ?? body.tools?.[0]?.function?.parameters;
}
