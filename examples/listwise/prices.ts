import type { TokenPrice } from "secondpass/listwise";

/**
 * US dollars for a million tokens, by model: fill in what your provider's page says today. A model that is not here is planned in tokens
 * only.
 */
export const prices: Readonly<Record<string, TokenPrice>> = {
  // "your-model": { perMillionInputTokens: 0, perMillionOutputTokens: 0 },
  mock: { perMillionInputTokens: 1, perMillionOutputTokens: 4 }, // made up
};
