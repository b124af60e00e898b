import type { PromptTemplate } from "../prompt-template.ts";
import { pointwiseGraded, pointwiseYesNo } from "./pointwise.ts";
import { rankgpt } from "./rankgpt.ts";
import { rankgptSingle } from "./rankgpt-single.ts";
import { secondpass } from "./secondpass.ts";

export type PromptTemplateName = "secondpass" | "rankgpt" | "rankgpt-single" | "pointwise-yes-no" | "pointwise-graded";

/** The templates that can be named. */
export const promptTemplates: Readonly<Record<PromptTemplateName, PromptTemplate>> = {
  secondpass,
  rankgpt,
  "rankgpt-single": rankgptSingle,
  "pointwise-yes-no": pointwiseYesNo,
  "pointwise-graded": pointwiseGraded,
};
