import { isPipeline, isReranker, type PipelineInput, providerNames } from "secondpass";
import { redact } from "secondpass/adapter";

/**
 * What the SDK calls the model in telemetry and warnings: the spec, a reranker's own id, of a configuration object no more than
 * the reranker's name, as its options may hold a key. Nothing here is checked; the first call does that.
 */
export function modelIdOf(input: PipelineInput | undefined): string {
  if (input === undefined) return "default";
  const reranker = isPipeline(input) ? input.reranker : input;
  if (isReranker(reranker)) return redact(reranker.id);
  return redact(nameIn(input) ?? "unknown");
}

function nameIn(config: unknown): string | undefined {
  if (typeof config === "string") return /^\s*[{["]/.test(config) ? nameIn(parsed(config)) : config.trim();
  if (typeof config !== "object" || config === null) return undefined;
  const entries = Object.entries(config);
  const [key, value] = entries.find(([key]) => key === "reranker" || providerNames.includes(key)) ?? entries[0] ?? [];
  if (key === "reranker") return nameIn(value);
  return typeof value === "string" ? `${key}:${value}` : key;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
