import * as v from "valibot";
import { type OnError, withOnError } from "../../stages/index.ts";
import { defineWrapper, type Wrapper } from "../wrapper.ts";

export const wrapper: Wrapper<OnError> = defineWrapper({
  summary: "what becomes of a call that cannot be reranked",
  forms: ['"throw"', '"passthrough"'],
  schema: v.picklist(["throw", "passthrough"]),
  wrap: async (reranker, onError) => withOnError(reranker, onError),
});
