import type { ChatAnswer } from "../chat-model.ts";

/** Usage of two counts, as far as they are counts. */
export function readUsage(inputTokens: unknown, outputTokens: unknown): NonNullable<ChatAnswer["usage"]> {
  return {
    ...(isCount(inputTokens) && { inputTokens }),
    ...(isCount(outputTokens) && { outputTokens }),
  };
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}
