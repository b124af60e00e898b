import * as v from "valibot";
import type { Reranker } from "../../contract/index.ts";
import { fallback } from "../../stages/index.ts";
import { disposeMade } from "../dispose-made.ts";
import { defineWrapper, type Wrapper } from "../wrapper.ts";

export const wrapper: Wrapper<unknown[]> = defineWrapper({
  summary: "rerankers that are tried in turn where this one fails",
  forms: ['a list of at least one reranker, such as ["local", "lexical"]'],
  schema: v.pipe(v.array(v.unknown()), v.nonEmpty()),
  async wrap(reranker, configs, { path, create }) {
    const others: Reranker[] = [];
    try {
      for (const [i, config] of configs.entries()) others.push(await create(config, `${path}[${i}]`));
      return fallback([reranker, ...others]);
    } catch (error) {
      await disposeMade(others, configs);
      throw error;
    }
  },
});
