import { readFile } from "node:fs/promises";
import { RerankError, type RerankErrorCode } from "../contract/index.ts";

/** Codes for the two ways in which reading a JSON file fails. */
export interface ReadJsonCodes {
  missing: RerankErrorCode;
  corrupt: RerankErrorCode;
}

/** Parses a JSON file; the error names the file and what is wrong with it. */
export async function readJsonFile(path: string, codes: ReadJsonCodes): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new RerankError(codes.missing, `cannot read ${path}: ${(cause as Error).message}`, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RerankError(codes.corrupt, `${path} is not valid JSON: ${(cause as Error).message}`, { cause });
  }
}
