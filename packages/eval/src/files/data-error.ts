import { RerankError } from "secondpass";

/** What is wrong with a file, with its name and the line where that is known. */
export function dataError(file: string, problem: string, { line, cause }: { line?: number; cause?: unknown } = {}): RerankError {
  return new RerankError("invalid_data", `${file}${line === undefined ? "" : `:${line}`}: ${problem}`, { cause });
}
