import type { ListwiseOptions } from "../listwise-options.ts";
import { type ListwisePrompt, promptFromTemplate, promptTemplates } from "./index.ts";

/** The prompt of a ranking that names none: ours, hardened against what passages may hold, or RankGPT's for parity with it. */
export function defaultPrompt({ parity }: Pick<ListwiseOptions, "parity">): ListwisePrompt {
  return promptFromTemplate(promptTemplates[parity ?? "secondpass"]);
}
