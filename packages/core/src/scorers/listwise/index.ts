// The door for listwise ranking: `secondpass/listwise`.
export { parseAnswer } from "./answers/parse-answer.ts";
export { type GradesOptions, type ParsedGrades, parseGrades } from "./answers/parse-grades.ts";
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
  type NamedModelOptions,
  type OpenAiOptions,
  openAiCompatible,
  openChatModel,
} from "./models/index.ts";
export { type ListwisePrice, priceListwise, type TokenSizes, tokenCost } from "./price-listwise.ts";
export {
  cutPassage,
  type ListwisePrompt,
  makeNonce,
  neutralise,
  type PromptInput,
  type PromptTemplate,
  promptFromTemplate,
  promptTemplates,
  suspiciousSigns,
  type TemplatePrompt,
} from "./prompts/index.ts";
export { createSpending, type Reservation, type Spending, type SpendingLimits, SpendingStopped } from "./spending.ts";
