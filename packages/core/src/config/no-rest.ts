import { RerankError } from "../contract/index.ts";

/** The `fromSpec` of a provider that has nothing to choose. */
export function noRest(name: string): (rest: string | undefined) => Record<string, never> {
  return (rest) => {
    if (rest === undefined) return {};
    throw new RerankError("invalid_config", `"${name}:${rest}": ${name} takes nothing after it; write "${name}"`);
  };
}
