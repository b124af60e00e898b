import { RerankError } from "../contract/index.ts";
import { planSelect } from "./plan-select.ts";
import { groupSizes, planTournament } from "./plan-tournament.ts";
import { checkWindow, planWindows } from "./plan-windows.ts";

export interface ListwiseShape {
  strategy: "auto" | "single" | "slidingWindow" | "select" | "refine" | "topDown" | "tournament" | "setwise";
  /** Documents to rank. */
  count: number;
  window?: number;
  stride?: number;
  topK?: number;
  passes?: number;
  consistency?: number;
  /** Whether there is a pointwise reranker to go before. */
  hasScorer?: boolean;
}

/** What a ranking will ask of a model, before it asks. */
export interface ListwisePlan {
  /** `auto` decided. */
  strategy: Exclude<ListwiseShape["strategy"], "auto">;
  /** Calls of the model, without retries. */
  calls: number;
  /** Calls one after the other, however many may run at once. */
  rounds: number;
  /** Documents shown, over all calls. */
  passages: number;
  /** Labels that the model is asked to write, over all calls. */
  labels: number;
  /** Whether the numbers hold exactly; else they are what a model of ordinary consistency takes. */
  isExact: boolean;
}

/**
 * Calls, rounds and passages of a listwise ranking, from the same plans that are executed.
 *
 * @throws {RerankError} `invalid_options`
 *
 * @example
 * import { planListwise } from "secondpass/rank";
 *
 * planListwise({ strategy: "slidingWindow", count: 100 }); // => { strategy: "slidingWindow", calls: 9, rounds: 9, passages: 180, labels: 90, isExact: true }
 * planListwise({ strategy: "select", count: 100 }); // => { strategy: "select", calls: 6, rounds: 2, passages: 120, labels: 30, isExact: true }
 */
export function planListwise(shape: ListwiseShape): ListwisePlan {
  const { count, topK = 10, passes = 1, consistency = 1 } = shape;
  const { window, stride } = checkWindow(shape);
  for (const [name, value] of Object.entries({ topK, passes, consistency })) {
    if (!Number.isInteger(value) || value < 1) {
      throw new RerankError("invalid_options", `${name} must be a whole number of at least 1, got ${value}`);
    }
  }
  const strategy = chooseStrategy({ ...shape, count, window, stride, topK });
  const nothing = { strategy, calls: 0, rounds: 0, passages: 0, labels: 0, isExact: true };
  if (count < 2) return nothing;
  const head = Math.min(count, window);

  switch (strategy) {
    case "single":
    case "refine":
      return {
        ...nothing,
        calls: consistency,
        rounds: 1,
        passages: consistency * head,
        labels: consistency * Math.min(topK, head),
      };
    case "slidingWindow": {
      const windows = planWindows(count, { window, stride });
      const shown = windows.reduce((sum, { start, end }) => sum + end - start, 0);
      const carried = (start: number, size: number) => Math.min(start === 0 ? topK : Math.max(window - stride, topK), size);
      const labels = windows.reduce((sum, { start, end }) => sum + carried(start, end - start), 0);
      const times = passes * consistency;
      return {
        ...nothing,
        calls: times * windows.length,
        rounds: passes * windows.length,
        passages: times * shown,
        labels: times * labels,
      };
    }
    case "select": {
      const rounds = planSelect(count, { window, topK });
      const plan = { ...nothing, rounds: rounds.length };
      for (const [i, { groups, keep }] of rounds.entries()) {
        const isFinal = i === rounds.length - 1;
        const times = isFinal ? consistency : 1;
        for (const group of groups.filter(({ length }) => length > 1)) {
          plan.calls += times;
          plan.passages += times * group.length;
          plan.labels += times * Math.min(isFinal ? topK : keep, group.length);
        }
      }
      return plan;
    }
    case "tournament": {
      const plan = { ...nothing };
      let left = count;
      for (const { groups, keep } of planTournament(count, window)) {
        const sizes = groupSizes(left, groups);
        // A group that goes on as a whole is not asked about.
        const asked = sizes.filter((size) => size > keep);
        plan.rounds += 1;
        plan.calls += passes * asked.length;
        plan.passages += passes * asked.reduce((sum, size) => sum + size, 0);
        plan.labels += passes * asked.length * keep;
        left = sizes.reduce((sum, size) => sum + Math.min(size, keep), 0);
      }
      return plan;
    }
    case "topDown": {
      const parts = Math.ceil(Math.max(0, count - window) / (window - 1));
      // One round for the head, one for the rest, and with ordinary models two more for those that beat the pivot.
      const more = parts === 0 ? 0 : 1 + Math.ceil(parts / 2);
      const most = Math.min(topK, head);
      return {
        ...nothing,
        calls: consistency + parts + more,
        rounds: parts === 0 ? 1 : 4,
        passages: consistency * head + (parts === 0 ? 0 : count - window + parts + more * Math.ceil(0.8 * window)),
        labels: consistency * most + (parts === 0 ? 0 : count - window + parts + more * most),
        isExact: parts === 0,
      };
    }
    case "setwise": {
      const children = Math.max(2, window - 1);
      const build = Math.ceil((count - 1) / children);
      const depth = Math.max(1, Math.ceil(Math.log(count) / Math.log(children)));
      // A window of two compares a parent with two children in two calls.
      const calls = (build + (Math.min(topK, count) - 1) * depth) * (window === 2 ? 2 : 1);
      return { ...nothing, calls, rounds: calls, passages: calls * Math.min(window, count), labels: calls, isExact: false };
    }
  }
}

function chooseStrategy({ strategy, hasScorer, count, window, stride, topK }: ListwiseShape): ListwisePlan["strategy"] {
  if (strategy !== "auto") return strategy;
  if (hasScorer) return "refine";
  if (count <= (window as number)) return "single";
  const sliding = planWindows(count, { window: window as number, stride: stride as number }).length;
  const selecting = planSelect(count, { window: window as number, topK: topK as number });
  const calls = selecting.reduce((sum, { groups }) => sum + groups.length, 0);
  // Just above one window two overlapping ones cost less than groups and a final.
  return sliding <= selecting.length && sliding <= calls ? "slidingWindow" : "select";
}
