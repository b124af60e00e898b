import { RerankError } from "../../../contract/index.ts";
import type { ChatModel } from "../chat-model.ts";
import { type AnyChatModel, asChatModel } from "./as-chat-model.ts";
import { chatEndpoints } from "./chat-endpoints.ts";
import { openAiCompatible } from "./open-ai-compatible.ts";
import type { OpenAiOptions } from "./open-ai-options.ts";

/** Options of a model that is named; the name says which model it is, and where. */
export type NamedModelOptions = Omit<OpenAiOptions, "model" | "endpoint">;

/**
 * A chat model in whatever form it is given: `openai:gpt-5-mini`, `http://host:port/v1#MODEL`, the name of a model at
 * `options.baseUrl`, or a model object of LangChain, LlamaIndex or the AI SDK.
 *
 * @param options of a model that is named; an object has its own
 * @throws {RerankError} `invalid_config`, `missing_key`: what can be known to be wrong before a question is
 *
 * @example
 * import { openChatModel } from "secondpass/listwise";
 *
 * (await openChatModel("ollama:qwen3")).id; // => "ollama:qwen3"
 * (await openChatModel("http://127.0.0.1:8000/v1#qwen3")).id; // => "127.0.0.1:8000:qwen3"
 */
export async function openChatModel(model: string | AnyChatModel, options: NamedModelOptions = {}): Promise<ChatModel> {
  return typeof model === "string" ? openAiCompatible(namedModel(model, options)) : asChatModel(model);
}

/** `openai:gpt-5-mini` is a model of a known endpoint; anything else, the name of a model at `baseUrl`. */
function namedModel(name: string, options: NamedModelOptions): OpenAiOptions {
  if (/^https?:\/\//i.test(name)) {
    const [baseUrl, model] = name.split("#", 2);
    if (model) return { ...options, baseUrl: baseUrl as string, model };
    throw new RerankError("invalid_config", `${name} names no model: write ${baseUrl}#MODEL`);
  }
  const [, endpoint, model] = /^([a-z]+):(.+)$/s.exec(name) ?? [];
  if (chatEndpoints.some((known) => known.name === endpoint)) {
    return { ...options, endpoint: endpoint as string, model: model as string };
  }
  if (options.baseUrl !== undefined) return { ...options, model: name };
  const names = chatEndpoints.map(({ name }) => name).join(", ");
  throw new RerankError(
    "invalid_config",
    `"${name}" names no endpoint: write ENDPOINT:MODEL with one of ${names}, http://host:port/v1#MODEL, or pass baseUrl`,
  );
}
