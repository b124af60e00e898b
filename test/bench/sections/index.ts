import { busy } from "./busy.ts";
import { ceiling } from "./ceiling.ts";
import { chunked } from "./chunked.ts";
import { cold } from "./cold.ts";
import { concurrent } from "./concurrent.ts";
import { deadlines } from "./deadlines.ts";
import { evalScale } from "./eval-scale.ts";
import { late } from "./late.ts";
import { listwise } from "./listwise.ts";
import { many } from "./many.ts";
import { maxsim } from "./maxsim.ts";
import { models } from "./models.ts";
import { parser } from "./parser.ts";
import type { Section } from "./section.ts";
import { sizes } from "./sizes.ts";
import { speed } from "./speed.ts";
import { stall } from "./stall.ts";
import { tokenise } from "./tokenise.ts";
import { wasm } from "./wasm.ts";
import { whenUncertainSection } from "./when-uncertain.ts";

/** In the order in which they run. */
export const sections: Readonly<Record<string, Section>> = {
  speed,
  ceiling,
  sizes,
  models,
  stall,
  busy,
  concurrent,
  many,
  cold,
  wasm,
  tokenise,
  maxsim,
  late,
  parser,
  listwise,
  "eval-scale": evalScale,
  chunked,
  deadlines,
  "when-uncertain": whenUncertainSection,
};

/** Sections that race nobody: they need no other package. */
export const alone: readonly string[] = [
  "listwise",
  "tokenise",
  "maxsim",
  "late",
  "eval-scale",
  "chunked",
  "deadlines",
  "when-uncertain",
];
