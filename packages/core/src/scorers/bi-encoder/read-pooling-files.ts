import * as v from "valibot";
import { RerankError } from "../../contract/index.ts";
import { readOptionalJson } from "../../io/read-optional-json.ts";
import { readDenseLength } from "../vectors/dense-layers.ts";
import type { Pooling, PoolingLayoutOptions } from "./pooling-layout.ts";

const flag = v.optional(v.boolean());

const poolingSchema = v.object({
  pooling_mode_cls_token: flag,
  pooling_mode_mean_tokens: flag,
  pooling_mode_max_tokens: flag,
  pooling_mode_mean_sqrt_len_tokens: flag,
  pooling_mode_weightedmean_tokens: flag,
  pooling_mode_lasttoken: flag,
  include_prompt: flag,
});

const promptsSchema = v.object({
  prompts: v.nullish(v.record(v.string(), v.string())),
  default_prompt_name: v.nullish(v.string()),
});

const lengthSchema = v.object({ max_seq_length: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(8))) });

const modes: Readonly<Record<string, Pooling>> = {
  pooling_mode_cls_token: "cls",
  pooling_mode_mean_tokens: "mean",
  pooling_mode_max_tokens: "max",
  pooling_mode_lasttoken: "last",
};

export interface PoolingFiles {
  said: PoolingLayoutOptions;
  denseLength?: number;
}

/**
 * Reads what sentence-transformers writes beside a model.
 *
 * @throws {RerankError} `invalid_model` naming a file that cannot be read, or a way of pooling that is not known
 */
export async function readPoolingFiles(directory: string): Promise<PoolingFiles> {
  const pooling = await readOptionalJson(directory, "1_Pooling/config.json", poolingSchema);
  const { prompts, default_prompt_name } =
    (await readOptionalJson(directory, "config_sentence_transformers.json", promptsSchema)) ?? {};
  const limit = await readOptionalJson(directory, "sentence_bert_config.json", lengthSchema);
  const denseLength = await readDenseLength(directory);
  const usual = default_prompt_name ? prompts?.[default_prompt_name] : undefined;
  const said: PoolingLayoutOptions = {
    pooling: pooling && findPooling(pooling, directory),
    queryPrompt: prompts?.query ?? usual,
    documentPrompt: prompts?.document ?? prompts?.passage ?? usual,
    maxTokens: limit?.max_seq_length ?? undefined,
  };
  if (pooling?.include_prompt === false && (said.queryPrompt || said.documentPrompt)) {
    const why = "leaves the prompt out of the mean, which cannot be done here";
    throw new RerankError("invalid_model", `${directory}/1_Pooling/config.json ${why}; use a graph that pools itself`);
  }
  return { said, ...(denseLength !== undefined && { denseLength }) };
}

function findPooling(config: v.InferOutput<typeof poolingSchema>, directory: string): Pooling {
  const set = Object.entries(config).flatMap(([name, value]) => (value && name !== "include_prompt" ? [name] : []));
  const [name = "", ...more] = set;
  const pooling = more.length === 0 ? modes[name] : undefined;
  if (pooling) return pooling;
  throw new RerankError(
    "invalid_model",
    `${directory}/1_Pooling/config.json asks for ${set.join(" and ") || "nothing"}; known are ${Object.keys(modes).join(", ")}, one of them. ` +
      "Use a graph that pools itself",
  );
}
