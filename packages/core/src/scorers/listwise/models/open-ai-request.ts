import type { ChatRequest } from "../chat-model.ts";
import type { OpenAiOptions } from "./open-ai-options.ts";
import { schemaFormat } from "./schema-format.ts";

/** How this model is asked, as far as it has shown. */
export interface OpenAiDialect {
  maxTokensField: "max_tokens" | "max_completion_tokens";
  temperature: boolean;
}

/** The body of a request. What the options add has the last word. */
export function openAiRequest(
  { messages, maxTokens, temperature, schema, topLogprobs }: ChatRequest,
  { model, reasoningEffort, chatTemplateKwargs, body }: OpenAiOptions,
  dialect: OpenAiDialect,
): Record<string, unknown> {
  return {
    model,
    messages: messages.map(({ role, content }) => ({ role, content })),
    ...(maxTokens !== undefined && { [dialect.maxTokensField]: maxTokens }),
    ...(temperature !== undefined && dialect.temperature && { temperature }),
    ...(schema && { response_format: schemaFormat(schema) }),
    ...(topLogprobs !== undefined && { logprobs: true, top_logprobs: topLogprobs }),
    ...(reasoningEffort !== undefined && { reasoning_effort: reasoningEffort }),
    ...(chatTemplateKwargs && { chat_template_kwargs: chatTemplateKwargs }),
    ...body,
  };
}

/**
 * How to ask again after a refusal that names what was refused: older servers know only `max_tokens`, reasoning models only
 * `max_completion_tokens` and no temperature.
 *
 * @returns `undefined` where it is about something else, or about what was not sent
 *
 * @example
 * const dialect = { maxTokensField: "max_tokens", temperature: true };
 * const said = "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.";
 * adaptDialect(dialect, said, { max_tokens: 9 }).maxTokensField; // => "max_completion_tokens"
 */
export function adaptDialect(
  dialect: OpenAiDialect,
  said: string,
  sent: Readonly<Record<string, unknown>>,
): OpenAiDialect | undefined {
  const { maxTokensField, temperature } = dialect;
  if (temperature && "temperature" in sent && /\btemperature\b/.test(said)) return { ...dialect, temperature: false };
  if (maxTokensField in sent && new RegExp(`\\b${maxTokensField}\\b`).test(said)) {
    return { ...dialect, maxTokensField: maxTokensField === "max_tokens" ? "max_completion_tokens" : "max_tokens" };
  }
  return undefined;
}
