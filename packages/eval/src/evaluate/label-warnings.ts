import { readProvenance } from "../files/provenance.ts";
import type { EvaluationWarning } from "./evaluation.ts";

/** What has to be known of judgments that no people made. */
export async function labelWarnings(qrelsFile: string): Promise<EvaluationWarning[]> {
  const provenance = await readProvenance(qrelsFile);
  if (!provenance) return [];
  const message = `the judgments in ${qrelsFile} are by ${provenance.model}, not by people; what they are worth is in ${qrelsFile}.json`;
  return [{ code: "judged_by_model", message }];
}
