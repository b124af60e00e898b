import { writeFile } from "node:fs/promises";
import type { Calibration } from "secondpass";
import { dataError } from "../files/data-error.ts";

/**
 * Writes a calibration where `readCalibration` and the key `calibration` of a configuration find it: JSON, a few kilobytes.
 *
 * @throws {RerankError} `invalid_data` where the file cannot be written
 */
export async function writeCalibration(file: string, calibration: Calibration): Promise<void> {
  try {
    await writeFile(file, `${JSON.stringify(calibration, null, 2)}\n`);
  } catch (cause) {
    throw dataError(file, `cannot be written: ${(cause as Error).message}`, { cause });
  }
}
