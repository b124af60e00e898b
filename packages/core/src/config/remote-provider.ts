import * as v from "valibot";
import { createRemoteReranker } from "../scorers/remote/create-remote-reranker.ts";
import type { RemoteApi } from "../scorers/remote/remote-api.ts";
import { type RemoteOptions, remoteEntries } from "../scorers/remote/remote-options.ts";
import { defineProvider, type Provider } from "./provider.ts";

/** What configuration sees of a provider over HTTP: after the colon stands a model, or an address with `#model` behind it. */
export function remoteProvider<Options extends RemoteOptions>(api: RemoteApi<Options>): Provider<Options> {
  const { name, title, defaultModel, baseUrl, entries = {} } = api;
  const options = Object.keys({ ...remoteEntries, ...entries }).map((key) => `${key}?`);
  return defineProvider<Options>({
    summary: `${title}${defaultModel ? `, by default ${defaultModel}` : ""}`,
    forms: [
      ...(baseUrl === undefined ? [] : [`"${name}"`, `"${name}:MODEL"`]),
      `"${name}:http://host:port#MODEL"`,
      `{ ${name}: { ${options.join(", ")} } }`,
    ],
    schema: v.strictObject({ ...remoteEntries, ...entries }) as unknown as v.GenericSchema<unknown, Options>,
    fromSpec: optionsOfSpec,
    create: async (options) => createRemoteReranker(api, options),
  });
}

function optionsOfSpec(rest: string | undefined): RemoteOptions {
  if (rest === undefined) return {};
  if (!/^https?:\/\//i.test(rest)) return { model: rest };
  const [baseUrl, model] = rest.split("#", 2);
  return { baseUrl: baseUrl as string, ...(model && { model }) };
}
