import type { RerankError } from "../../../contract/index.ts";
import { withRetries } from "../../../io/with-retries.ts";
import { withSignals } from "../../../io/with-signals.ts";
import type { ChatAnswer, ChatModel, ChatRequest } from "../chat-model.ts";
import { toModelError } from "./to-model-error.ts";

/** A framework's model, as its adapter sees it. */
export interface ForeignModel {
  id: string;
  supports: ChatModel["supports"];
  /** Attempts of one question, where the framework makes none of its own. Default: 1. */
  attempts?: number;
  /** Milliseconds before the second attempt. Default: 500. */
  retryDelayMs?: number;
  ask(request: ChatRequest, signal: AbortSignal): Promise<ChatAnswer>;
}

/** Gives an adapter what all have in common: an abort ends the wait at once, and whatever is thrown becomes ours. */
export function chatModelFrom({ id, supports, attempts = 1, retryDelayMs = 500, ask }: ForeignModel): ChatModel {
  async function askOnce(request: ChatRequest, signal: AbortSignal): Promise<ChatAnswer> {
    try {
      return await ask(request, signal);
    } catch (error) {
      signal.throwIfAborted();
      throw toModelError(error, id);
    }
  }

  return {
    id,
    supports,
    complete: (request, { signal, deadlineAt, mayRetry }) =>
      withSignals([signal], (inner) => {
        const shouldRetry = ({ retryable }: RerankError) => retryable && (mayRetry?.() ?? true);
        const deadline = deadlineAt !== undefined && { deadlineAt };
        const retry = { attempts, retryDelayMs, signal: inner, jitter: true, shouldRetry, ...deadline };
        return withRetries(retry, () => askOnce(request, inner));
      }),
  };
}
