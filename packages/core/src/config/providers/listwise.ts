import * as v from "valibot";
import { RerankError, type Reranker } from "../../contract/index.ts";
import {
  type AnyChatModel,
  createListwiseReranker,
  type ListwiseOptions,
  type ListwisePrompt,
  type NamedModelOptions,
  openChatModel,
  type PromptTemplate,
  promptFromTemplate,
  promptTemplates,
  strategyNames,
} from "../../scorers/listwise/index.ts";
import { openAiEntries } from "../../scorers/listwise/models/index.ts";
import { parsePromptTemplate } from "../../scorers/listwise/prompts/index.ts";
import { defineProvider, type Provider } from "../provider.ts";

/** Options of `{ listwise: {…} }`. */
export interface ListwiseConfig extends Omit<ListwiseOptions, "model" | "scorer" | "prompt">, NamedModelOptions {
  /** `openai:gpt-5-mini`, the name of a model at `baseUrl`, or a model object of LangChain, LlamaIndex or the AI SDK. */
  model: string | AnyChatModel;
  /** The pointwise reranker of `refine`, in any form that `createReranker` takes. */
  scorer?: unknown;
  /** Name of a prompt of ours, or one of your own as a template. Default: `secondpass`. */
  prompt?: string | PromptTemplate;
}

const count = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)));
const amount = v.optional(v.pipe(v.number(), v.finite(), v.minValue(0)));
const price = v.pipe(v.number(), v.finite(), v.minValue(0));
const { model: _model, endpoint: _endpoint, ...modelEntries } = openAiEntries;

const listwiseEntries = {
  model: v.union([
    v.pipe(v.string(), v.nonEmpty()),
    v.custom<AnyChatModel>((value) => typeof value === "object" && value !== null),
  ]),
  strategy: v.optional(v.picklist(strategyNames)),
  parity: v.optional(v.literal("rankgpt")),
  window: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2))),
  stride: count,
  topK: count,
  passes: count,
  consistency: count,
  priorWeight: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  scorer: v.optional(v.unknown()),
  output: v.optional(v.picklist(["text", "json", "logprobs"])),
  labels: v.optional(v.picklist(["numeric", "letters", "random"])),
  passageTokens: count,
  prompt: v.optional(
    v.union([v.picklist(Object.keys(promptTemplates)), v.custom<object>((value) => typeof value === "object" && value !== null)]),
  ),
  maxCalls: count,
  maxInputTokens: count,
  maxCostUsd: amount,
  price: v.optional(v.strictObject({ perMillionInputTokens: price, perMillionOutputTokens: price })),
  retries: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  onFailure: v.optional(v.picklist(["firstStage", "throw"])),
  reasoningTokens: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  seed: v.optional(v.pipe(v.number(), v.finite())),
  onCall: v.optional(v.custom<() => void>((value) => typeof value === "function")),
};

export const provider: Provider<ListwiseConfig> = defineProvider({
  summary: "a language model that reads documents side by side",
  forms: [
    '"listwise:openai:gpt-5-mini"',
    '"listwise:http://host:port/v1#MODEL"',
    `{ listwise: { model, ${Object.keys({ ...listwiseEntries, ...modelEntries })
      .filter((name) => name !== "model")
      .map((name) => `${name}?`)
      .join(", ")} } }`,
  ],
  schema: v.strictObject({ ...modelEntries, ...listwiseEntries }) as unknown as v.GenericSchema<unknown, ListwiseConfig>,
  fromSpec: optionsOfSpec,
  async create(options, { create, path }): Promise<Reranker> {
    const { model, scorer, prompt, ...rest } = options;
    const modelOptions: Record<string, unknown> = {};
    const listwise: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(rest)) {
      if (value === undefined) continue;
      if (name in modelEntries) modelOptions[name] = value;
      // How many calls are under way is a matter of the account as well as of the ranking.
      if (name in listwiseEntries || name === "concurrency") listwise[name] = value;
    }
    return createListwiseReranker({
      ...listwise,
      model: await openChatModel(model, modelOptions),
      ...(prompt !== undefined && { prompt: toPrompt(prompt) }),
      ...(scorer !== undefined && { scorer: await create(scorer, `${path}.scorer`) }),
    });
  },
});

function optionsOfSpec(rest: string | undefined): Partial<ListwiseConfig> {
  if (rest === undefined) {
    throw new RerankError(
      "invalid_config",
      '"listwise" needs a model: write "listwise:openai:gpt-5-mini", or pass { listwise: { model } }',
    );
  }
  return { model: rest };
}

function toPrompt(prompt: string | PromptTemplate): ListwisePrompt {
  if (typeof prompt === "string") return promptFromTemplate(promptTemplates[prompt as keyof typeof promptTemplates]);
  return promptFromTemplate(parsePromptTemplate(prompt));
}
