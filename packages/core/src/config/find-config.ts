import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { RerankError } from "../contract/index.ts";

export const environmentVariable = "SECONDPASS_RERANKER";
export const configFile = "secondpass.config.json";

/** A configuration found outside the code, and where. */
export interface FoundConfig {
  config: unknown;
  source: string;
}

/**
 * Looks for a configuration where an operator can set one: the environment, then `secondpass.config.json` in the working
 * directory. Without either, the bundled model.
 */
export async function findConfig(): Promise<FoundConfig> {
  const value = process.env[environmentVariable]?.trim();
  if (value) return { config: value, source: environmentVariable };
  const path = join(process.cwd(), configFile);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return { config: "local", source: "default" };
    throw new RerankError("invalid_config", `${path} cannot be read: ${(cause as Error).message}`, { cause });
  }
  try {
    return { config: JSON.parse(text), source: configFile };
  } catch (cause) {
    throw new RerankError("invalid_config", `${path} is not valid JSON: ${(cause as Error).message}`, { cause });
  }
}
