import { busy } from "./busy.ts";
import { ceiling } from "./ceiling.ts";
import { cold } from "./cold.ts";
import { concurrent } from "./concurrent.ts";
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
import { wasm } from "./wasm.ts";

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
  maxsim,
  late,
  parser,
  listwise,
};
