import * as v from "valibot";
import { readOptionalJson } from "../../io/read-optional-json.ts";

const modulesSchema = v.array(v.object({ path: v.string(), type: v.string() }));
const denseSchema = v.object({ out_features: v.pipe(v.number(), v.integer(), v.minValue(1)) });

/**
 * How long vectors are behind the dense layers that sentence-transformers puts after a model, as `modules.json` lists them. Many exports
 * end before these layers.
 *
 * @returns `undefined` where there are none
 */
export async function readDenseLength(directory: string): Promise<number | undefined> {
  const modules = (await readOptionalJson(directory, "modules.json", modulesSchema)) ?? [];
  const last = modules.filter(({ type }) => type.endsWith(".Dense")).at(-1);
  if (!last) return undefined;
  return (await readOptionalJson(directory, `${last.path}/config.json`, denseSchema))?.out_features;
}
