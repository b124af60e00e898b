import { access } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { RerankError } from "../contract/index.ts";
import { readJsonFile } from "./read-json-file.ts";

/**
 * Reads a JSON file beside a model that not every model has.
 *
 * @param schema the part of it that is read
 * @returns `undefined` where there is no such file
 * @throws {RerankError} `invalid_model` naming the file and what in it cannot be read
 */
export async function readOptionalJson<Schema extends v.GenericSchema>(
  directory: string,
  name: string,
  schema: Schema,
): Promise<v.InferOutput<Schema> | undefined> {
  const path = join(directory, name);
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (!isThere) return undefined;
  const json = await readJsonFile(path, { missing: "model_not_found", corrupt: "invalid_model" });
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const at = v.getDotPath(issue) ?? "it";
  throw new RerankError("invalid_model", `${path}: ${at} cannot be ${JSON.stringify(issue.input) ?? "missing"}`);
}
