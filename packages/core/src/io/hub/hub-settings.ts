import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { RerankError } from "../../contract/index.ts";

/** Where models come from and where they are kept. */
export interface HubSettings {
  /** The folder that Python's `huggingface_hub` uses as well. */
  cacheDir: string;
  /** Base address without a final slash. */
  endpoint: string;
  /** Sent to the endpoint's own host and to no other. */
  token?: string;
  isOffline: boolean;
  /** Longest silence of a server, in milliseconds. */
  timeoutMs: number;
  /** Tries in a row that bring nothing, and the wait before the second; it doubles each time. */
  attempts: number;
  retryDelayMs: number;
  /** Ends requests and waits. What they then throw says nothing of why; whoever has set it knows. */
  signal?: AbortSignal;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings from the variables of `huggingface_hub`, with its precedence: `HF_HUB_CACHE` over `HF_HOME` over
 * `XDG_CACHE_HOME`, `HF_TOKEN` over the file that `hf auth login` writes.
 *
 * @throws {RerankError} `invalid_config` for an endpoint that is no address
 */
export async function readHubSettings(
  overrides: Partial<HubSettings> = {},
  environment: Environment = process.env,
): Promise<HubSettings> {
  const given = Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined));
  const home = expandHome(environment.HF_HOME || join(environment.XDG_CACHE_HOME || join(homedir(), ".cache"), "huggingface"));
  const cacheDir = environment.HF_HUB_CACHE || environment.HUGGINGFACE_HUB_CACHE || join(home, "hub");
  const token = await findToken(environment, home);
  const seconds = Number(environment.HF_HUB_DOWNLOAD_TIMEOUT);
  const settings: HubSettings = {
    cacheDir: expandHome(cacheDir),
    endpoint: checkEndpoint(environment.HF_ENDPOINT || "https://huggingface.co"),
    ...(token && { token }),
    isOffline: isTrue(environment.HF_HUB_OFFLINE || environment.TRANSFORMERS_OFFLINE),
    timeoutMs: seconds > 0 ? seconds * 1000 : 10_000,
    attempts: 5,
    retryDelayMs: 500,
    ...given,
  };
  return { ...settings, cacheDir: expandHome(settings.cacheDir) };
}

/** `~` at the beginning of a path is the home folder: what no shell has seen, such as a variable's default, still has it. */
export function expandHome(path: string): string {
  return /^~(?=[/\\]|$)/.test(path) ? join(homedir(), path.slice(1)) : path;
}

async function findToken(environment: Environment, home: string): Promise<string | undefined> {
  if (isTrue(environment.HF_HUB_DISABLE_IMPLICIT_TOKEN)) return undefined;
  const fromEnvironment = environment.HF_TOKEN?.trim() || environment.HUGGING_FACE_HUB_TOKEN?.trim();
  if (fromEnvironment) return fromEnvironment;
  const file = expandHome(environment.HF_TOKEN_PATH || join(home, "token"));
  const text = await readFile(file, "utf8").catch(() => "");
  return text.trim() || undefined;
}

function isTrue(value: string | undefined): boolean {
  return ["1", "ON", "YES", "TRUE"].includes(value?.toUpperCase() ?? "");
}

function checkEndpoint(endpoint: string): string {
  if (/^https?:$/.test(protocolOf(endpoint))) return endpoint.replace(/\/+$/, "");
  throw new RerankError("invalid_config", `HF_ENDPOINT must be an http or https address, got ${JSON.stringify(endpoint)}`);
}

function protocolOf(address: string): string {
  try {
    return new URL(address).protocol;
  } catch {
    return "";
  }
}
