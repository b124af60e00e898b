import * as v from "valibot";
import { RerankError } from "../../contract/index.ts";
import { type CascadeOptions, type CascadeStage, cascade } from "../../stages/index.ts";
import { madeOf, partList } from "../made-of.ts";
import { defineProvider, type Provider } from "../provider.ts";

interface CascadeParts extends CascadeOptions {
  stages: unknown[];
}

const stages = partList<Omit<CascadeStage, "reranker">>({
  depth: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
});
const share = v.pipe(
  v.number(),
  v.check((value) => value > 0 && value < 1),
);
const long = v.strictObject({
  stages: stages.schema,
  share: v.optional(share),
  onStageError: v.optional(v.picklist(["throw", "keep"])),
});

export const provider: Provider<unknown[] | CascadeParts> = defineProvider({
  summary: "several rerankers, each for the head of the order of the one before it",
  forms: [
    '{ cascade: [{ reranker: "local", depth: 100 }, { reranker: "cohere", depth: 30 }] }',
    '{ cascade: { stages: [...], share?: number above 0 and below 1, onStageError?: "throw" | "keep" } }',
  ],
  schema: v.lazy((value) => (Array.isArray(value) ? stages.schema : long)) as v.GenericSchema<unknown, unknown[] | CascadeParts>,
  takesList: true,
  fromSpec() {
    throw new RerankError(
      "invalid_config",
      '"cascade" takes a list of stages: { "cascade": [{ "reranker": "local" }, "cohere"] }',
    );
  },
  create(options, context) {
    const { stages: entries, ...others } = Array.isArray(options) ? { stages: options } : options;
    const path = Array.isArray(options) ? context.path : `${context.path}.stages`;
    return madeOf(stages.read(entries, path), context, (made) => cascade(made, others));
  },
});
