import type { RerankOptions, Scorer, Warning } from "../contract/index.ts";

/** The warning owed to a caller who gives an instruction to what follows none. */
export function instructionWarnings(
  { id, supports }: Pick<Scorer, "id" | "supports">,
  { instruction }: RerankOptions,
): Warning[] {
  if (instruction === undefined || supports.instructions) return [];
  return [{ code: "instruction_ignored", message: `${id} follows no instruction; it ranked by the query alone` }];
}
