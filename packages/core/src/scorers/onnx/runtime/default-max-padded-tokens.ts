import { basename } from "node:path";

/**
 * Most tokens of a micro-batch where nothing else is known. Dynamic quantisation takes its scales from the whole batch, so a score
 * would depend on its company: one text at a time.
 */
export function defaultMaxPaddedTokens(modelFile: string): number {
  return /int8|uint8|quantized|_q8|_q4/i.test(basename(modelFile)) ? 1 : 256;
}
