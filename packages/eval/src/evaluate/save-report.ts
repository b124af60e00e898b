import { checkWritable } from "../files/check-writable.ts";
import type { Evaluation } from "./evaluation.ts";
import type { SideBySide } from "./side-by-side.ts";

/**
 * Finds out before the work whether a report can be written after it.
 *
 * @throws {RerankError} `invalid_data`
 */
export async function checkReport(file: string | undefined): Promise<void> {
  if (file !== undefined) await checkWritable(file);
}

/** Writes a report, where one was asked for. What draws it is loaded only now. */
export async function saveReport(file: string | undefined, result: Evaluation | SideBySide): Promise<void> {
  if (file === undefined) return;
  const { writeReport } = await import("../report/write-report.ts");
  await writeReport(file, result);
}

/** The evaluation as it was asked for: a report needs details, its reader has them there. */
export function withoutDetails({ details, ...evaluation }: Evaluation, wanted: boolean | undefined): Evaluation {
  return wanted && details ? { ...evaluation, details } : evaluation;
}
