import * as v from "valibot";
import { type Calibration, RerankError } from "../../contract/index.ts";
import { readJsonFile } from "../../io/read-json-file.ts";
import { calibrationSchema } from "./calibration-schema.ts";

/**
 * Reads a file that `secondpass calibrate` wrote.
 *
 * @throws {RerankError} `invalid_config` where it is missing or is no calibration; the message names the file and the place in it
 *
 * @example
 * import { readCalibration } from "secondpass";
 *
 * const error = await readCalibration("./nowhere.json").catch((error) => error);
 * error.code; // => "invalid_config"
 */
export async function readCalibration(file: string): Promise<Calibration> {
  return checkCalibration(await readJsonFile(file, { missing: "invalid_config", corrupt: "invalid_config" }), file);
}

/**
 * @param source what the value is called in an error
 * @throws {RerankError} `invalid_config`
 */
export function checkCalibration(value: unknown, source: string): Calibration {
  const result = v.safeParse(calibrationSchema, value);
  if (result.success) return result.output;
  const { format, version } = (value ?? {}) as { format?: unknown; version?: unknown };
  if (format !== "secondpass-calibration") {
    throw new RerankError("invalid_config", `${source} is no calibration; \`secondpass calibrate\` makes one`);
  }
  if (version !== 1) {
    const message = `${source} is a calibration of version ${JSON.stringify(version)}, and this secondpass reads version 1`;
    throw new RerankError("invalid_config", `${message}: update secondpass, or calibrate again`);
  }
  const [issue] = result.issues;
  const at = v.getDotPath(issue) ?? "the whole";
  throw new RerankError("invalid_config", `${source}: ${at}: ${issue.message}; it was changed or damaged: calibrate again`);
}
