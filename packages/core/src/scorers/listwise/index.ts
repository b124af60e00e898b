// The door for listwise ranking: `secondpass/listwise`.
export { parseAnswer } from "./answers/parse-answer.ts";
export type { AnswerStatus, ParsedAnswer, ParseOptions } from "./answers/parsed-answer.ts";
export { canPlan } from "./can-plan.ts";
export type { ChatAnswer, ChatContext, ChatMessage, ChatModel, ChatRequest } from "./chat-model.ts";
export { createListwiseReranker, type ListwiseEstimate, type ListwiseReranker } from "./create-listwise-reranker.ts";
export {
  type ListwiseCall,
  type ListwiseOptions,
  type StrategyName,
  strategyNames,
  type TokenPrice,
} from "./listwise-options.ts";
export {
  type AiSdkModel,
  type AnyChatModel,
  asChatModel,
  chatEndpoints,
  fromAiSdk,
  fromLangChain,
  fromLlamaIndex,
  isContextLength,
  type LangChainModel,
  type LlamaIndexModel,
  type OpenAiOptions,
  openAiCompatible,
} from "./models/index.ts";
export { type ListwisePrice, priceListwise, type TokenSizes } from "./price-listwise.ts";
export {
  type ListwisePrompt,
  neutralise,
  type PromptInput,
  type PromptTemplate,
  promptFromTemplate,
  promptTemplates,
  suspiciousSigns,
} from "./prompts/index.ts";
