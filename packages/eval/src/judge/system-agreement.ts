import type { Qrels, Run } from "../files/run.ts";
import { measureRun } from "../metrics/measure-run.ts";
import { kendallTau } from "../statistics/kendall-tau.ts";

/** The runs by the judgments of the judge and by those of people, over the queries that both have judged. */
export interface SystemAgreement {
  metric: string;
  queries: number;
  /** Mean of each run, in the order given. */
  byJudge: number[];
  byHuman: number[];
  /** Kendall's tau-b between the two; null where one of them holds all runs for equally good. With few runs it says little. */
  kendallTau: number | null;
}

const metric = "ndcg@10";

/** Whether the runs come in the same order by either judgments. */
export function systemAgreement(runs: readonly Run[], byJudge: Qrels, byHuman: Qrels): SystemAgreement {
  const shared = [...byJudge.keys()].filter((query) => byHuman.has(query));
  const [judge, human] = [byJudge, byHuman].map((qrels) => {
    const ofShared: Qrels = new Map(shared.map((query) => [query, qrels.get(query) as Map<string, number>]));
    return runs.map((run) => measureRun(run, ofShared, [metric]).mean[metric] as number);
  }) as [number[], number[]];
  const tau = kendallTau(judge, human);
  return { metric, queries: shared.length, byJudge: judge, byHuman: human, kendallTau: Number.isNaN(tau) ? null : tau };
}
