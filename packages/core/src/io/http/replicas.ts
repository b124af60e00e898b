import { isRerankError } from "../../contract/index.ts";

/** Servers that stand for each other. */
export interface Replicas {
  /** For one request: each call of what it returns is an attempt, and goes to another replica than the one before. */
  start(): <T>(attempt: (url: string) => Promise<T>) => Promise<T>;
}

/**
 * Has servers take turns. Of one request each attempt goes to the next server, whatever other requests do meanwhile, so that
 * a dead server costs it one retry. One whose circuit is open is passed over at once.
 *
 * @param urls at least one
 */
export function createReplicas(urls: readonly string[]): Replicas {
  let turn = 0;
  return {
    start() {
      let at = turn++;
      return async (attempt) => {
        for (let passed = 1; ; passed++) {
          try {
            return await attempt(urls[at++ % urls.length] as string);
          } catch (error) {
            if (!isRerankError(error) || error.code !== "circuit_open" || passed === urls.length) throw error;
          }
        }
      };
    },
  };
}
