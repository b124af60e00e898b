import { closest, distance } from "fastest-levenshtein";
import { RerankError } from "../contract/index.ts";
import type { RemoteApi } from "../scorers/remote/remote-api.ts";
import type { Provider } from "./provider.ts";

// One lazy line per provider: naming it loads it, and nothing else.
const providers: Record<string, () => Promise<{ provider: unknown }>> = {
  local: () => import("./providers/local.ts"),
  lateInteraction: () => import("./providers/late-interaction.ts"),
  biEncoder: () => import("./providers/bi-encoder.ts"),
  lexical: () => import("./providers/lexical.ts"),
  listwise: () => import("./providers/listwise.ts"),
  identity: () => import("./providers/identity.ts"),
  triton: () => import("./providers/triton.ts"),
  cascade: () => import("./providers/cascade.ts"),
  auto: () => import("./providers/auto.ts"),
};

// Providers over HTTP, all of one kind: what tells them apart is data.
const remoteApis: Record<string, () => Promise<{ api: unknown }>> = {
  cohere: () => import("../scorers/remote/cohere.ts"),
  jina: () => import("../scorers/remote/jina.ts"),
  voyage: () => import("../scorers/remote/voyage.ts"),
  mixedbread: () => import("../scorers/remote/mixedbread.ts"),
  pinecone: () => import("../scorers/remote/pinecone.ts"),
  together: () => import("../scorers/remote/together.ts"),
  azure: () => import("../scorers/remote/azure.ts"),
  bedrock: () => import("../scorers/remote/bedrock.ts"),
  vertex: () => import("../scorers/remote/vertex.ts"),
  nvidia: () => import("../scorers/remote/nvidia.ts"),
  nim: () => import("../scorers/remote/nim.ts"),
  tei: () => import("../scorers/remote/tei.ts"),
  infinity: () => import("../scorers/remote/infinity.ts"),
  vllm: () => import("../scorers/remote/vllm.ts"),
  llamacpp: () => import("../scorers/remote/llamacpp.ts"),
};

/** Names of the providers over HTTP. */
export const remoteNames: readonly string[] = Object.keys(remoteApis);

/** Names that a spec can begin with. */
export const providerNames: readonly string[] = [...Object.keys(providers), ...remoteNames];

/**
 * Loads a provider by name.
 *
 * @throws {RerankError} `unknown_provider` with the nearest known name
 */
export async function loadProvider(name: string): Promise<Provider<unknown>> {
  if (Object.hasOwn(remoteApis, name)) {
    const [api, { remoteProvider }] = await Promise.all([loadRemoteApi(name), import("./remote-provider.ts")]);
    return remoteProvider(api) as Provider<unknown>;
  }
  const load = Object.hasOwn(providers, name) ? providers[name] : undefined;
  if (!load) {
    throw new RerankError(
      "unknown_provider",
      `there is no reranker "${name}"${suggestionFor(name)} Known: ${providerNames.join(", ")}`,
    );
  }
  return (await load()).provider as Provider<unknown>;
}

/** The nearest name, unless it is so far off that nobody meant it. */
function suggestionFor(name: string): string {
  const written = name.toLowerCase();
  const nearest = closest(written, [...providerNames]);
  const isNear = written.startsWith(nearest) || distance(written, nearest) <= nearest.length / 2;
  return isNear ? `; did you mean "${nearest}"?` : ".";
}

/** Loads what is known of a provider over HTTP; `name` is one of `remoteNames`. */
export async function loadRemoteApi(name: string): Promise<RemoteApi> {
  return (await remoteApis[name]?.())?.api as RemoteApi;
}
