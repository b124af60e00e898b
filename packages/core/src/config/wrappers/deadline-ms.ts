import * as v from "valibot";
import { withDeadline } from "../../stages/index.ts";
import { defineWrapper, type Wrapper } from "../wrapper.ts";

export const wrapper: Wrapper<number> = defineWrapper({
  summary: "a deadline for every call that has no smaller one of its own",
  forms: ["a number of milliseconds above 0"],
  schema: v.pipe(
    v.number(),
    v.finite(),
    v.check((value) => value > 0),
  ),
  wrap: async (reranker, deadlineMs) => withDeadline(reranker, { deadlineMs }),
});
