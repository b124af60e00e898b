import { provenanceFile } from "../files/provenance.ts";
import { writeLines } from "../files/write-lines.ts";
import { writeQrels } from "../files/write-qrels.ts";
import type { Judgments } from "./judge.ts";

/**
 * Writes judgments as `writeQrels` does, and beside them `FILE.json`, which says who made them and what they are worth. Whoever reads
 * the judgments here is told by it that they are not by people.
 *
 * @throws {RerankError} `invalid_data` where a file cannot be written
 */
export async function writeJudgments(file: string, { qrels, report }: Judgments): Promise<void> {
  // First: judgments without it would pass for people's.
  await writeLines(provenanceFile(file), [`${JSON.stringify(report, null, 2)}\n`]);
  await writeQrels(file, qrels);
}
