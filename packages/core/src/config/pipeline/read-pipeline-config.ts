import { type GateThresholds, RerankError } from "../../contract/index.ts";
import {
  checkCalibration,
  checkSteps,
  type GateOptions,
  type GateStep,
  type PipelineSteps,
  readCalibration,
} from "../../stages/index.ts";
import { checkOptions } from "../check-options.ts";
import { isReranker } from "../is-reranker.ts";
import { parseValue } from "../parse-config.ts";
import type { StepsConfig } from "./pipeline-config.ts";
import { stepNames } from "./step-names.ts";
import { stepSchemas } from "./step-schemas.ts";

/** A configuration of a pipeline taken apart. */
export interface PipelineParts {
  steps: PipelineSteps;
  /** The configuration of its reranker, or one at hand, still unread. */
  config: unknown;
  /** Where it stands, for error messages. */
  path: string;
}

type CheckedGate = (GateThresholds & GateOptions) | ({ calibration: unknown } & GateOptions);
type CheckedSteps = Omit<PipelineSteps, "gate"> & { gate?: CheckedGate };

// With one of them a call may come back without probabilities.
const degrading = ["auto", "fallback", "whenUncertain", "deadlineMs", "onError"];

/**
 * The steps of a configuration, checked, and what is left of it.
 *
 * @param path where it stands, for error messages
 * @throws {RerankError} `invalid_config` naming path, value and accepted forms; also for a gate that some calls would not get through
 */
export async function readPipelineConfig(config: unknown, path: string): Promise<PipelineParts> {
  const value = parseValue(config, path);
  if (typeof value !== "object" || value === null || Array.isArray(value) || isReranker(value)) {
    return { steps: {}, config: value, path };
  }
  const pairs = Object.entries(value).filter(([, option]) => option !== undefined);
  const own = pairs.filter(([key]) => stepNames.includes(key));
  const others = pairs.filter(([key]) => !stepNames.includes(key));
  const rest: unknown = own.length > 0 ? Object.fromEntries(others) : value;
  const names = others.map(([key]) => key);
  // { "reranker": { … } } is what is in it, as in a file.
  if (own.length === 0 && names.join() === "reranker") return readPipelineConfig(others[0]?.[1], path);
  const { gate: given, ...steps } = Object.fromEntries(
    own.map(([name, option]) => [name, checkStep(name as keyof StepsConfig, option, path)]),
  ) as CheckedSteps;
  const gate = given && (await readGate(given, `${path}.gate`));
  const cause = names.find((name) => degrading.includes(name));
  if (gate && gate.otherwise === undefined && cause !== undefined) {
    throw new RerankError(
      "invalid_config",
      `${path}.gate: with ${cause} a call may come back without probabilities; say what its documents are worth: { "gate": { …, "otherwise": "ambiguous" } }`,
    );
  }
  // Before anything is made.
  return { steps: checkSteps({ ...steps, ...(gate && { gate }) }), config: rest, path };
}

function checkStep(name: keyof StepsConfig, value: unknown, path: string): unknown {
  const step = stepSchemas[name];
  return checkOptions(step, step.normalise?.(value) ?? value, `${path}.${name}`);
}

async function readGate(gate: CheckedGate, path: string): Promise<GateStep> {
  if (!("calibration" in gate)) return gate;
  const { calibration, ...others } = gate;
  const read =
    typeof calibration === "string" ? await readCalibration(calibration) : checkCalibration(calibration, `${path}.calibration`);
  return { ...others, calibration: read };
}
