import type { Delta } from "../statistics/compare-values.ts";
import type { StrataComparison } from "../strata/compare-strata.ts";
import type { EvaluationWarning } from "./evaluation.ts";
import type { RerankedQuery } from "./reranked-query.ts";

/** What the receipts of all calls warn of, each with how many calls did. */
export function receiptWarnings(reranked: readonly RerankedQuery[]): EvaluationWarning[] {
  const warnings: EvaluationWarning[] = [];
  const skipped = reranked.filter(({ skipped }) => skipped);
  if (skipped.length > 0) {
    const share = `${((100 * skipped.length) / reranked.length).toFixed(1)} %`;
    const message = `${skipped.length} of ${reranked.length} queries (${share}) were skipped, such as: ${skipped[0]?.reason}`;
    warnings.push({ code: "skipped", message });
  }
  const others = reranked.filter(({ reason, skipped }) => reason !== undefined && !skipped);
  if (others.length > 0) {
    const message = `${others.length} of ${reranked.length} queries were not reranked as asked, such as: ${others[0]?.reason}`;
    warnings.push({ code: "not_reranked", message });
  }
  const codes = reranked.flatMap(({ warnings }) => [...new Set(warnings)]);
  for (const code of new Set(codes)) {
    const count = codes.filter((other) => other === code).length;
    warnings.push({ code: "receipt", message: `${count} of ${reranked.length} receipts have the warning ${code}` });
  }
  return warnings;
}

/**
 * Rerankers help some kinds of queries more than others. Where a clear gain is the same in all strata, the strata are probably not
 * the kinds that matter.
 */
export function strataWarnings(overall: Delta | undefined, { heterogeneity }: StrataComparison): EvaluationWarning[] {
  const tests = Object.values(heterogeneity);
  if (!overall || overall.ci95[0] <= 0 || tests.length === 0 || tests.some((pValue) => pValue <= 0.05)) return [];
  const message = `the lift is the same in all strata (${Object.keys(heterogeneity).join(", ")}): probably under-stratified; give the types of your queries by file`;
  return [{ code: "under_stratified", message }];
}
