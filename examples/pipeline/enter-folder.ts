import { fileURLToPath } from "node:url";
import { startMockLlm } from "secondpass/testing";

/** Undoes what was set up. */
export interface Entered {
  stop(): Promise<void>;
}

/**
 * Makes the folder of `secondpass.config.json` the working directory, as an application's is. Without `OPENAI_API_KEY` the language model is a
 * mock on this machine, which costs nothing.
 */
export async function enterFolder(): Promise<Entered> {
  process.chdir(fileURLToPath(new URL(".", import.meta.url)));
  if (process.env.OPENAI_API_KEY) return { stop: async () => {} };
  const mock = await startMockLlm();
  process.env.OPENAI_API_KEY = "none";
  process.env.OPENAI_BASE_URL = mock.url;
  return { stop: mock.stop };
}
