import type { ScoreScale } from "../contract/index.ts";
import type { RemoteTraits } from "../scorers/remote/remote-api.ts";
import type { RemoteFacts } from "../scorers/remote/remote-facts.ts";
import { loadProvider, loadRemoteApi, providerNames, remoteNames } from "./registry.ts";

/** One name that a spec can begin with, and what is known of it. */
export interface ProviderDescription {
  name: string;
  summary: string;
  /** Spec strings and objects that it accepts. */
  forms: readonly string[];
  /** What is known of a provider over HTTP; absent where no network is involved. */
  remote?: {
    title: string;
    keyVariables: readonly string[];
    keyOptional: boolean;
    baseUrl?: string;
    urlVariables: readonly string[];
    defaultModel?: string;
    scoreScale: ScoreScale;
    /** Limits and abilities of the default model. */
    traits: RemoteTraits;
    facts: RemoteFacts;
  };
}

/**
 * Everything that configuration can name, from the registry: what the table of providers, `doctor` and your own pages show.
 *
 * @example
 * import { describeProviders } from "secondpass/providers";
 *
 * const cohere = (await describeProviders()).find(({ name }) => name === "cohere");
 * cohere.remote.keyVariables; // => ["COHERE_API_KEY", "CO_API_KEY"]
 */
export async function describeProviders(): Promise<ProviderDescription[]> {
  return Promise.all(providerNames.map(describeProvider));
}

async function describeProvider(name: string): Promise<ProviderDescription> {
  const { summary, forms } = await loadProvider(name);
  if (!remoteNames.includes(name)) return { name, summary, forms };
  const api = await loadRemoteApi(name);
  const { title, keyVariables, keyOptional = false, baseUrl, urlVariables = [], defaultModel, facts } = api;
  const traits = api.traits(defaultModel, {});
  return {
    name,
    summary,
    forms,
    remote: {
      title,
      keyVariables,
      keyOptional,
      ...(baseUrl !== undefined && { baseUrl }),
      urlVariables,
      ...(defaultModel !== undefined && { defaultModel }),
      scoreScale: traits.scoreScale,
      traits,
      facts,
    },
  };
}
