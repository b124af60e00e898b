import { join } from "node:path";
import { fetchHubModel, type HubModel, type HubModelRequest } from "../../../../packages/core/src/io/hub/hub-model.ts";
import type { HubSettings } from "../../../../packages/core/src/io/hub/hub-settings.ts";
import { repositoryOf } from "../../../data/hub-repository.ts";
import { type HubServer, startHubServer } from "../../../data/hub-server.ts";
import { makeTemporaryFolder } from "../../../data/temporary-folder.ts";

export const id = "org/tiny";

/** Small files with every kind of name: what is under test here is how they travel, not what is in them. */
export const files: Record<string, Uint8Array> = {
  "README.md": Buffer.from("# tiny"),
  "config.json": Buffer.from("{}"),
  "tokenizer.json": Buffer.from('{"model": {}}'),
  "tokenizer_config.json": Buffer.from('{"model_max_length": 512}'),
  "special_tokens_map.json": Buffer.from("{}"),
  "onnx/model.onnx": Buffer.from(Array.from({ length: 300 }, (_, i) => i % 251)),
  "onnx/model.onnx_data": Buffer.from(Array.from({ length: 64 }, (_, i) => (i * 7) % 251)),
  "onnx/model_quantized.onnx": Buffer.from("quantized weights"),
};

export interface Kit {
  server: HubServer;
  settings: HubSettings;
  commit: string;
  /** Folder of the repository in the cache. */
  folder: string;
  fetch(request?: Partial<Omit<HubModelRequest, "settings">>, settings?: Partial<HubSettings>): Promise<HubModel>;
}

/** A server with one repository, an empty cache, and hardly any patience. */
export async function makeKit(repository: Parameters<typeof startHubServer>[0][string] = repositoryOf(files)): Promise<Kit> {
  const server = await startHubServer({ [id]: repository });
  const settings: HubSettings = {
    cacheDir: join(await makeTemporaryFolder(), "hub"),
    endpoint: server.endpoint,
    isOffline: false,
    timeoutMs: 2000,
    attempts: 3,
    retryDelayMs: 1,
  };
  return {
    server,
    settings,
    commit: repository.refs.main as string,
    folder: join(settings.cacheDir, "models--org--tiny"),
    fetch: (request, more) => fetchHubModel({ id, revision: "main", ...request, settings: { ...settings, ...more } }),
  };
}
