/** A well-known place that speaks OpenAI's `/chat/completions`. */
export interface ChatEndpoint {
  /** As in a spec string. */
  readonly name: string;
  /** Where requests go; `/chat/completions` is appended. */
  readonly baseUrl: string;
  /** Environment variables that may hold the address. */
  readonly urlVariables?: readonly string[];
  /** Environment variables that hold the key, the usual one first; none where none is needed. */
  readonly keyVariables: readonly string[];
  /** Whether answers can be held to a JSON schema. */
  readonly schema: boolean;
  /** Whether alternatives of the first token are told. */
  readonly logprobs: boolean;
  /** What it calls the most tokens of an answer. Default: `max_tokens`. */
  readonly maxTokensField?: "max_tokens" | "max_completion_tokens";
}

/**
 * By name. What a single model of an endpoint cannot do is its own affair, and an option of `openAiCompatible` says so.
 *
 * @example
 * import { chatEndpoints } from "secondpass/listwise";
 *
 * chatEndpoints.find(({ name }) => name === "groq").keyVariables; // => ["GROQ_API_KEY"]
 */
export const chatEndpoints: readonly ChatEndpoint[] = [
  {
    name: "openai",
    baseUrl: "https://api.openai.com/v1",
    urlVariables: ["OPENAI_BASE_URL"],
    keyVariables: ["OPENAI_API_KEY"],
    schema: true,
    logprobs: true,
    maxTokensField: "max_completion_tokens",
  },
  {
    name: "openrouter",
    baseUrl: "https://openrouter.ai/api/v1",
    keyVariables: ["OPENROUTER_API_KEY"],
    schema: true,
    logprobs: true,
  },
  { name: "groq", baseUrl: "https://api.groq.com/openai/v1", keyVariables: ["GROQ_API_KEY"], schema: true, logprobs: false },
  { name: "mistral", baseUrl: "https://api.mistral.ai/v1", keyVariables: ["MISTRAL_API_KEY"], schema: true, logprobs: false },
  { name: "deepseek", baseUrl: "https://api.deepseek.com/v1", keyVariables: ["DEEPSEEK_API_KEY"], schema: false, logprobs: true },
  { name: "together", baseUrl: "https://api.together.xyz/v1", keyVariables: ["TOGETHER_API_KEY"], schema: true, logprobs: false },
  {
    name: "gemini",
    baseUrl: "https://generativelanguage.googleapis.com/v1beta/openai",
    keyVariables: ["GEMINI_API_KEY", "GOOGLE_API_KEY"],
    schema: true,
    logprobs: false,
  },
  { name: "ollama", baseUrl: "http://127.0.0.1:11434/v1", keyVariables: [], schema: true, logprobs: false },
  { name: "llamacpp", baseUrl: "http://127.0.0.1:8080/v1", keyVariables: [], schema: true, logprobs: true },
  {
    name: "vllm",
    baseUrl: "http://127.0.0.1:8000/v1",
    urlVariables: ["VLLM_BASE_URL"],
    keyVariables: [],
    schema: true,
    logprobs: true,
  },
];
