import * as v from "valibot";
import { RerankError } from "../contract/index.ts";

/** What has a schema and can say what it accepts: a provider, a wrapper. */
export interface Checked<Options> {
  forms: readonly string[];
  schema: v.GenericSchema<unknown, Options>;
}

/**
 * Options that fit their schema.
 *
 * @param path where the value stands
 * @throws {RerankError} `invalid_config` naming path, value and accepted forms
 */
export function checkOptions<Options>({ schema, forms }: Checked<Options>, options: unknown, path: string): Options {
  const result = v.safeParse(schema, options);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const at = (issue.path ?? []).reduce((at, { key }) => `${at}${typeof key === "number" ? `[${key}]` : `.${String(key)}`}`, path);
  throw new RerankError("invalid_config", `${at}: ${problemOf(issue)}; accepted: ${forms.join(" or ")}`);
}

function problemOf({ kind, expected, received, input }: v.BaseIssue<unknown>): string {
  if (expected === "never") return "there is no such option";
  // A check may know neither what it expects nor, of a text or a list, anything but its length.
  const isEmptyList = Array.isArray(input) && input.length === 0;
  const value = typeof input === "string" || isEmptyList ? JSON.stringify(input) : received;
  return kind === "schema" && expected !== null ? `expected ${expected}, got ${value}` : `${value} does not fit`;
}
