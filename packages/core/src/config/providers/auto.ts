import * as v from "valibot";
import { RerankError, type Reranker } from "../../contract/index.ts";
import { type AutoModel, type AutoOptions, auto, modelTiers } from "../../stages/index.ts";
import { madeOf, partList } from "../made-of.ts";
import { defineProvider, type Provider } from "../provider.ts";

interface AutoParts extends AutoOptions {
  models?: unknown[];
  warmUp?: boolean;
}

const count = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)));
const budget = v.pipe(
  v.number(),
  v.finite(),
  v.check((value) => value > 0),
);
const models = partList<Omit<AutoModel, "reranker">>({ tier: v.optional(v.picklist(modelTiers)), maxDepth: count });
const long = v.strictObject({
  budgetMs: budget,
  models: v.optional(models.schema),
  minDepth: count,
  maxDepth: count,
  onStageError: v.optional(v.picklist(["throw", "keep"])),
  keepIn: v.optional(v.union([v.literal(false), v.pipe(v.string(), v.nonEmpty())])),
  warmUp: v.optional(v.boolean()),
});

export const provider: Provider<number | AutoParts> = defineProvider({
  summary: "chooses model and depth for a time budget, by what was measured on this machine",
  forms: [
    '"auto:200"',
    "{ auto: { budgetMs: number above 0, models?: list of rerankers or { reranker, tier?: " +
      `${modelTiers.join(" | ")}, maxDepth? }, minDepth?, maxDepth?, onStageError?: "throw" | "keep", ` +
      "keepIn?: folder or false, warmUp?: boolean } }",
  ],
  schema: v.lazy((value) => (typeof value === "number" ? budget : long)) as v.GenericSchema<unknown, number | AutoParts>,
  fromSpec(rest) {
    if (rest !== undefined && /^\d+(\.\d+)?$/.test(rest)) return Number(rest);
    const got = rest === undefined ? "" : `, not ${JSON.stringify(rest)}`;
    throw new RerankError("invalid_config", `"auto" needs a budget in milliseconds: write "auto:200"${got}`);
  },
  create(options, context): Promise<Reranker> {
    const {
      models: entries = ["local"],
      warmUp = false,
      ...others
    } = typeof options === "number" ? { budgetMs: options } : options;
    return madeOf(models.read(entries, `${context.path}.models`), context, async (made) => {
      const reranker = auto(made, others);
      if (warmUp) await reranker.warmUp(context.signal ? { signal: context.signal } : {});
      return reranker;
    });
  },
});
