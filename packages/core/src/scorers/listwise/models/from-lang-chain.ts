import type { ChatAnswer, ChatModel, ChatRequest } from "../chat-model.ts";
import { chatModelFrom } from "./chat-model-from.ts";
import { readFinish } from "./read-finish.ts";
import { readFirstToken } from "./read-first-token.ts";
import { readUsage } from "./read-usage.ts";
import { answerName } from "./schema-format.ts";

type RoleTuple = ["system" | "human" | "ai", string];

/** What is used of a chat model of LangChain: every `BaseChatModel` has it, and what `withRetry` or `withFallbacks` make of one. */
export interface LangChainModel {
  invoke(messages: RoleTuple[], options?: { signal?: AbortSignal }): Promise<unknown>;
  _llmType?(): string;
  lc_namespace?: string[];
}

/** What some of them have as well. */
interface LangChainExtras {
  model?: unknown;
  modelName?: unknown;
  logprobs?: unknown;
  topLogprobs?: unknown;
  bindTools?: unknown;
  withStructuredOutput?: (schema: object, config: object) => Pick<LangChainModel, "invoke">;
}

interface LangChainMessage {
  content?: unknown;
  tool_calls?: { args?: unknown }[];
  additional_kwargs?: { refusal?: unknown };
  usage_metadata?: { input_tokens?: unknown; output_tokens?: unknown };
  response_metadata?: Record<string, unknown>;
}

const earlyEnds: Readonly<Record<string, ChatAnswer["finish"]>> = {
  LengthFinishReasonError: "length",
  ContentFilterFinishReasonError: "filter",
};

const roles = { system: "system", user: "human", assistant: "ai" } as const;

/**
 * A chat model of LangChain as ours: any `BaseChatModel`, of any version that takes messages as `[role, text]`. It keeps its
 * own settings and retries: length of the answer and temperature are what it was made with. Schemas go through its
 * `withStructuredOutput`; alternatives of the first token are there where it was made with `logprobs: true` and `topLogprobs`.
 *
 * @example
 * import { fromLangChain } from "secondpass/listwise";
 *
 * const model = { _llmType: () => "mine", invoke: async (messages) => ({ content: `[2] > [1] for ${messages[0][1]}` }) };
 * const { content } = await fromLangChain(model).complete(
 *   { messages: [{ role: "user", content: "rank" }] },
 *   { signal: new AbortController().signal },
 * );
 * content; // => "[2] > [1] for rank"
 */
export function fromLangChain(model: LangChainModel): ChatModel {
  const extras = model as LangChainExtras;
  const name = [extras.model, extras.modelName].find((value) => typeof value === "string" && value);
  const hasSchema = typeof extras.withStructuredOutput === "function" && typeof extras.bindTools === "function";
  const type = model._llmType?.() ?? "langchain";
  return chatModelFrom({
    id: name ? `${type}:${name}` : type,
    supports: { schema: hasSchema, logprobs: extras.logprobs === true && Number(extras.topLogprobs) > 1 },
    async ask({ messages, schema }: ChatRequest, signal): Promise<ChatAnswer> {
      const tuples = messages.map(({ role, content }): RoleTuple => [roles[role], content]);
      if (!schema || !hasSchema || !extras.withStructuredOutput) return readMessage(await model.invoke(tuples, { signal }));
      const structured = extras.withStructuredOutput(schema, { name: answerName, includeRaw: true });
      try {
        const { raw, parsed } = (await structured.invoke(tuples, { signal })) as { raw?: unknown; parsed?: unknown };
        const answer = readMessage(raw);
        return parsed ? { ...answer, content: parsed } : answer;
      } catch (error) {
        // OpenAI's client throws where structured output ends early.
        const finish = earlyEnds[(error as object | undefined)?.constructor?.name ?? ""];
        if (finish) return { content: null, finish };
        throw error;
      }
    },
  });
}

/** @param message whose words alone are there where a parser of strings has read it */
function readMessage(message: unknown): ChatAnswer {
  if (typeof message === "string") return { content: message };
  return readParts((message ?? {}) as LangChainMessage);
}

function readParts(message: LangChainMessage): ChatAnswer {
  const { usage_metadata: usage, response_metadata: meta = {} } = message;
  const firstToken = readFirstToken((meta.logprobs as { content?: unknown } | undefined)?.content);
  return {
    content: contentOf(message),
    finish: readFinish(finishOf(meta)),
    usage: readUsage(usage?.input_tokens, usage?.output_tokens),
    ...(firstToken && { firstToken }),
  };
}

function contentOf({ content, tool_calls: calls, additional_kwargs: more }: LangChainMessage): unknown {
  if (Array.isArray(content) ? content.length > 0 : content) return content;
  return calls?.[0]?.args ?? more?.refusal ?? content ?? null;
}

/** Every integration keeps its provider's own word. */
function finishOf(meta: Record<string, unknown>): unknown {
  const { incomplete_details: details } = meta;
  return (
    meta.finish_reason ??
    meta.stop_reason ??
    meta.finishReason ??
    meta.stopReason ??
    meta.done_reason ??
    (details as { reason?: unknown } | undefined)?.reason
  );
}
