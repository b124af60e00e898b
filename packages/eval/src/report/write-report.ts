import type { Evaluation } from "../evaluate/evaluation.ts";
import type { SideBySide } from "../evaluate/side-by-side.ts";
import { replaceFile } from "../files/replace-file.ts";
import { type ReportOptions, renderReport } from "./render-report.ts";

/**
 * Writes what `renderReport` renders, whole or not at all.
 *
 * @throws {RerankError} `invalid_data` where the file cannot be written, and as `renderReport`
 */
export async function writeReport(file: string, result: Evaluation | SideBySide, options?: ReportOptions): Promise<void> {
  await replaceFile(file, await renderReport(result, options));
}
