import { withSignals } from "../../../io/with-signals.ts";
import type { ChatAnswer, ChatModel, ChatRequest } from "../chat-model.ts";
import { toChatError } from "./to-chat-error.ts";

/** A framework's model, as its adapter sees it. */
export interface ForeignModel {
  id: string;
  supports: ChatModel["supports"];
  ask(request: ChatRequest, signal: AbortSignal): Promise<ChatAnswer>;
}

/** Gives an adapter what all have in common: an abort ends the wait at once, and whatever is thrown becomes ours. */
export function chatModelFrom({ id, supports, ask }: ForeignModel): ChatModel {
  return {
    id,
    supports,
    complete: (request, { signal }) =>
      withSignals([signal], async (inner) => {
        try {
          return await ask(request, inner);
        } catch (error) {
          inner.throwIfAborted();
          throw toChatError(error, id);
        }
      }),
  };
}
