import { describeProviders } from "secondpass/providers";
import type { Finding } from "./finding.ts";

/** Which providers this environment has a key or an address for. Values are never shown. */
export async function checkKeys(): Promise<Finding> {
  const found = (await describeProviders()).flatMap(({ name, remote }) => {
    const variables = [...(remote?.keyVariables ?? []), ...(remote?.urlVariables ?? [])];
    const set = variables.filter((variable) => process.env[variable]?.trim());
    return set.length > 0 ? [`${name} (${set.join(", ")})`] : [];
  });
  return { check: "keys", status: "ok", detail: found.length > 0 ? `set for ${found.join("; ")}` : "none in the environment" };
}
