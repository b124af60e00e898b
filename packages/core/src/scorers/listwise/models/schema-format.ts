/** What the answer is called where a schema needs a name, whatever it answers. */
export const answerName = "answer";

/** A JSON schema as OpenAI's `response_format`. */
export function schemaFormat(schema: Record<string, unknown>): object {
  return { type: "json_schema", json_schema: { name: answerName, strict: true, schema } };
}
