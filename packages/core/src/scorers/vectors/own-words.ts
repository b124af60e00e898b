import * as v from "valibot";
import { RerankError } from "../../contract/index.ts";

/**
 * What `model.json` says under these names. Its values come together with those of `config.json`, which has none of them.
 *
 * @param entries schemas by name
 * @throws {RerankError} `invalid_model` naming the key and its value
 */
export function ownWords<Options extends object>(
  entries: { [Key in keyof Required<Options>]: v.GenericSchema<Options[Key]> },
  config: object,
  directory: string,
): Partial<Options> {
  const result = v.safeParse(v.object(entries as v.ObjectEntries), config);
  if (result.success) return definedOf(entries, result.output as Options);
  const [issue] = result.issues;
  throw new RerankError(
    "invalid_model",
    `${directory}/model.json: ${v.getDotPath(issue)} cannot be ${JSON.stringify(issue.input)}`,
  );
}

/** Those of the options that have a name among the entries and a value. */
export function definedOf<Options extends object>(
  entries: { [Key in keyof Required<Options>]: unknown },
  options: Options,
): Partial<Options> {
  const names = Object.keys(entries) as (keyof Options)[];
  return Object.fromEntries(
    names.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])),
  ) as Partial<Options>;
}
