import { readFile } from "node:fs/promises";
import { dataError } from "./data-error.ts";

/** What lies beside a file of judgments that nobody made by hand. */
export interface Provenance {
  madeBy: "language model";
  model: string;
  [detail: string]: unknown;
}

/** Where the provenance of a file of judgments lies: `qrels/llm.tsv.json`. */
export function provenanceFile(qrelsFile: string): string {
  return `${qrelsFile}.json`;
}

/**
 * Who made a file of judgments; nothing where nothing is said, as with those of people.
 *
 * @throws {RerankError} `invalid_data` where there is such a file that cannot be read
 */
export async function readProvenance(qrelsFile: string): Promise<Provenance | undefined> {
  const file = provenanceFile(qrelsFile);
  try {
    const value = JSON.parse(await readFile(file, "utf8")) as Provenance;
    return value.madeBy === "language model" ? value : undefined;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw dataError(file, `cannot be read: ${(cause as Error).message}`, { cause });
  }
}
