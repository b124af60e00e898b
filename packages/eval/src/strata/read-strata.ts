import { dataError } from "../files/data-error.ts";
import { readLines } from "../files/read-lines.ts";

/**
 * Reads which stratum each query is in: query id, tab, name of the stratum, one query a line.
 *
 * @throws {RerankError} `invalid_data` with file and line
 */
export async function readStrata(file: string): Promise<Map<string, string>> {
  const strata = new Map<string, string>();
  for await (const lines of readLines(file)) {
    for (const { text, number: line } of lines) {
      const [query = "", stratum = "", ...rest] = text.split("\t").map((column) => column.trim());
      if (query === "" || stratum === "" || rest.length > 0) {
        throw dataError(file, "is not a query id, a tab and the name of its stratum", { line });
      }
      if (strata.has(query)) throw dataError(file, `query ${query} is there twice`, { line });
      strata.set(query, stratum);
    }
  }
  if (strata.size === 0) throw dataError(file, "holds no stratum");
  return strata;
}
