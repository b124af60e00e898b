import { createHash } from "node:crypto";
import type { Setup } from "../evaluate/setup.ts";

/**
 * SHA-256 of all that a calibration learns from beside the reranker: queries, their candidates with the texts that are read, and which of
 * them are relevant. Two calibrations with the same one can be compared.
 */
export function dataHash({ queries, documents, depth }: Setup, relevantFrom: number): string {
  const hash = createHash("sha256");
  for (const { id, text, pool, grades } of queries) {
    hash.update(JSON.stringify([id, text]));
    for (const entry of pool.slice(0, depth)) {
      const { title, text } = documents.get(entry.id) ?? {};
      const grade = grades.get(entry.id);
      const judged = grade === undefined || grade < 0 ? null : grade >= relevantFrom;
      hash.update(JSON.stringify([entry.id, title ?? null, text ?? null, judged]));
    }
  }
  return hash.digest("base64url");
}
