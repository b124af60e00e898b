import type { ListwisePlan } from "../../../rank/index.ts";
import type { Strategy } from "../run.ts";
import { select } from "./select.ts";
import { setwise } from "./setwise.ts";
import { single } from "./single.ts";
import { slidingWindow } from "./sliding-window.ts";
import { topDown } from "./top-down.ts";
import { tournament } from "./tournament.ts";

/** `refine` is `single` over a list that a pointwise reranker has put in order. */
export const strategies: Record<ListwisePlan["strategy"], Strategy> = {
  single,
  refine: single,
  slidingWindow,
  select,
  topDown,
  tournament,
  setwise,
};
