export { cutPassage, firstWords } from "./cut-passage.ts";
export { type LabelKind, makeLabels } from "./labels.ts";
export type { ListwisePrompt, PromptInput } from "./listwise-prompt.ts";
export { type NeutraliseOptions, neutralise } from "./neutralise.ts";
export { makeNonce } from "./nonce.ts";
export { promptFromTemplate, type TemplatePrompt } from "./prompt-from-template.ts";
export {
  type PromptTemplate,
  parsePromptTemplate,
  promptTemplateSchema,
  type TemplateMessage,
  type TemplateTurns,
} from "./prompt-template.ts";
export { seededRandom, shuffled } from "./seeded-random.ts";
export { type SuspiciousSign, suspiciousSigns } from "./suspicious.ts";
export { type PromptTemplateName, promptTemplates } from "./templates/index.ts";
