import { join } from "node:path";
import { onTestFinished, vi } from "vitest";
import type { HubServer } from "./hub-server.ts";
import { makeTemporaryFolder } from "./temporary-folder.ts";

/** Variables under which programs find a test's server and a cache of its own, and nothing of the machine's. */
export async function hubEnvironment(server?: HubServer): Promise<Record<string, string>> {
  const home = await makeTemporaryFolder();
  return {
    HF_HOME: home,
    HF_HUB_CACHE: join(home, "hub"),
    HUGGINGFACE_HUB_CACHE: join(home, "hub"),
    HF_ENDPOINT: server?.endpoint ?? "http://127.0.0.1:9",
    HF_TOKEN: "",
    HUGGING_FACE_HUB_TOKEN: "",
    HF_TOKEN_PATH: join(home, "token"),
    HF_HUB_OFFLINE: "0",
    TRANSFORMERS_OFFLINE: "0",
    HF_HUB_DISABLE_IMPLICIT_TOKEN: "0",
    HF_HUB_DOWNLOAD_TIMEOUT: "10",
  };
}

/** The same for this process, until the test ends. */
export async function stubHubEnvironment(server?: HubServer, more: Record<string, string> = {}): Promise<string> {
  const environment = { ...(await hubEnvironment(server)), ...more };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  return environment.HF_HUB_CACHE as string;
}
