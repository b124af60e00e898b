import { createHash } from "node:crypto";

/** Numbers from 0 up to 1 that a key decides, one after the other. */
export function chanceOf(key: string): () => number {
  let drawn = 0;
  return () => createHash("sha256").update(`${drawn++} ${key}`).digest().readUInt32BE(0) / 2 ** 32;
}
