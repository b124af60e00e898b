/** A JSON schema as OpenAI's `response_format`. */
export function schemaFormat(schema: Record<string, unknown>): object {
  return { type: "json_schema", json_schema: { name: "ranking", strict: true, schema } };
}
