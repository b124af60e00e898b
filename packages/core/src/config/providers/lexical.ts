import * as v from "valibot";
import type { Bm25Options } from "../../rank/index.ts";
import { createLexicalReranker } from "../../scorers/lexical.ts";
import { noRest } from "../no-rest.ts";
import { defineProvider, type Provider } from "../provider.ts";

export const provider: Provider<Bm25Options> = defineProvider({
  summary: "BM25 over the candidates, no model",
  forms: ['"lexical"', "{ lexical: { k1?: number >= 0, b?: number from 0 to 1 } }"],
  schema: v.strictObject({
    k1: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0))),
    b: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  }),
  fromSpec: noRest("lexical"),
  create: async (options) => createLexicalReranker(options),
});
