export { type AnyChatModel, asChatModel } from "./as-chat-model.ts";
export { type ChatEndpoint, chatEndpoints } from "./chat-endpoints.ts";
export { isContextLength } from "./context-length.ts";
export { type AiSdkModel, type AiSdkOptions, fromAiSdk } from "./from-ai-sdk.ts";
export { fromLangChain, type LangChainModel } from "./from-lang-chain.ts";
export { fromLlamaIndex, type LlamaIndexModel } from "./from-llama-index.ts";
export { openAiCompatible } from "./open-ai-compatible.ts";
export { type OpenAiOptions, openAiEntries } from "./open-ai-options.ts";
export { type NamedModelOptions, openChatModel } from "./open-chat-model.ts";
