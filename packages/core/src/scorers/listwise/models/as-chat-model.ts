import { RerankError } from "../../../contract/index.ts";
import type { ChatModel } from "../chat-model.ts";
import { type AiSdkModel, fromAiSdk } from "./from-ai-sdk.ts";
import { fromLangChain, type LangChainModel } from "./from-lang-chain.ts";
import { fromLlamaIndex, type LlamaIndexModel } from "./from-llama-index.ts";

/** Every model object that is taken. */
export type AnyChatModel = ChatModel | LangChainModel | LlamaIndexModel | AiSdkModel;

/**
 * A model object of any framework as ours, by what it can do. A `ChatModel` is returned as it is.
 *
 * @throws {RerankError} `invalid_config` listing what is accepted
 *
 * @example
 * import { asChatModel } from "secondpass/listwise";
 *
 * asChatModel({ _llmType: () => "mine", invoke: async () => ({ content: "[1]" }) }).id; // => "mine"
 */
export function asChatModel(value: AnyChatModel): ChatModel {
  const model = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  if (isFunction(model.complete) && typeof model.supports === "object") return value as ChatModel;
  if (isFunction(model.doGenerate) && typeof model.specificationVersion === "string") return fromAiSdk(value as AiSdkModel);
  if (isFunction(model.invoke) && isOfLangChain(model)) return fromLangChain(value as LangChainModel);
  if (isFunction(model.chat) && typeof model.metadata === "object") return fromLlamaIndex(value as LlamaIndexModel);
  throw new RerankError(
    "invalid_config",
    `${describe(value)} is no chat model: pass a chat model of LangChain (invoke, _llmType), an LLM of LlamaIndex (chat, metadata), a language model of the AI SDK (doGenerate, specificationVersion), or an object with id, supports and complete`,
  );
}

/** A retriever can be invoked as well. */
function isOfLangChain({ _llmType, lc_namespace }: Record<string, unknown>): boolean {
  if (isFunction(_llmType)) return true;
  return Array.isArray(lc_namespace) && ["chat_models", "runnables"].some((name) => lc_namespace.includes(name));
}

function isFunction(value: unknown): boolean {
  return typeof value === "function";
}

function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 100));
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return String(value);
  const keys = Object.keys(value).slice(0, 8);
  return keys.length > 0 ? `an object with ${keys.join(", ")}` : "an object without properties";
}
