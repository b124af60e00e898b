import {
  auto,
  blendFirstStage,
  cached,
  calibrated,
  cascade,
  chunked,
  fallback,
  type Reranker,
  whenUncertain,
  withDeadline,
  withFeedback,
  withOnError,
} from "secondpass";
import { makeCalibration } from "../../data/make-calibration.ts";
import type { World } from "./world.ts";

/** Puts a wrapper around a reranker; further ones that it needs come from the world. */
export type Wrap = (reranker: Reranker, world: World) => Reranker;

/** Every wrapper, one line each. */
export const wrappers: Readonly<Record<string, Wrap>> = {
  blend: (reranker) => blendFirstStage(reranker, { weight: 0.3 }),
  feedback: (reranker) => withFeedback(reranker, { weight: 0.2 }),
  fallback: (reranker, { leaf }) => fallback([reranker, leaf()]),
  "fallback from one that is down": (reranker, { leaf }) => fallback([leaf("fails"), reranker]),
  deadline: (reranker) => withDeadline(reranker, { deadlineMs: 60_000 }),
  passthrough: (reranker) => withOnError(reranker, "passthrough"),
  cached: (reranker) => cached(reranker, { version: "1" }),
  chunked: (reranker) => chunked(reranker, { tokens: 8 }),
  calibrated: (reranker) => calibrated(reranker, makeCalibration(reranker)),
  "when uncertain": (reranker) => whenUncertain(reranker, { margin: 1.5 }),
  "first of a cascade": (reranker, { leaf }) =>
    cascade([
      { reranker, depth: 20 },
      { reranker: leaf(), depth: 3 },
    ]),
  "last of a cascade": (reranker, { leaf }) => cascade([{ reranker: leaf() }, { reranker, depth: 4 }]),
  "kept in a cascade": (reranker, { leaf }) =>
    cascade([{ reranker }, { reranker: leaf("fails") }, { reranker }], { onStageError: "keep" }),
  "chosen by budget": (reranker, { leaf }) => auto([leaf(), { reranker, tier: "small" }], { budgetMs: 60_000, keepIn: false }),
};

/** The wrappers of these names around one reranker, the first the innermost. */
export function compose(names: readonly string[], world: World): Reranker {
  return names.reduce((reranker, name) => (wrappers[name] as Wrap)(reranker, world), world.leaf());
}
