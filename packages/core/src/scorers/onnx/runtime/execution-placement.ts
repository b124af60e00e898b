import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { InferenceSession } from "onnxruntime-node";
import { RerankError } from "../../../contract/index.ts";

/** How many nodes of a graph ran on which provider, by the engine's own names such as `CUDAExecutionProvider`. */
export type Placement = Record<string, number>;

/**
 * Reads the engine's profile of a run. Asking for a provider proves nothing: the engine accepts it and then runs on the CPU what
 * it cannot place, which may be the whole graph.
 *
 * @param profile JSON text of the profile file
 */
export function readPlacement(profile: string): Placement {
  const events = JSON.parse(profile) as { cat?: string; args?: { provider?: string } }[];
  const placement: Placement = {};
  for (const { cat, args } of events) {
    if (cat !== "Node" || !args?.provider) continue;
    placement[args.provider] = (placement[args.provider] ?? 0) + 1;
  }
  return placement;
}

/**
 * Refuses a provider that took nothing of the graph.
 *
 * @param requested providers as they were asked for, `cuda`, `coreml`, …; `cpu` is what is left over and needs no proof
 * @throws {RerankError} `invalid_config` with the counts
 */
export function checkPlacement(requested: readonly string[], placement: Placement): void {
  const total = Object.values(placement).reduce((sum, count) => sum + count, 0);
  for (const name of requested) {
    if (name === "cpu") continue;
    const taken = Object.entries(placement).find(([provider]) => provider.toLowerCase().startsWith(name.toLowerCase()));
    if (taken) continue;
    const counts = Object.entries(placement).map(([provider, count]) => `${provider} ${count}`);
    throw new RerankError(
      "invalid_config",
      `the execution provider ${name} took none of the model's ${total} nodes (${counts.join(", ")}); leave it out, or use an export made for it`,
    );
  }
}

/** Watches where the nodes of a session run, from its creation to the check. */
export interface PlacementWatch {
  /** To be given to the session. */
  readonly options: InferenceSession.SessionOptions;
  /** To be called after the first run; the session then goes on unwatched. */
  check(session: InferenceSession): Promise<void>;
  /** Removes what was written, also where the session could not be made. */
  end(): Promise<void>;
}

/** Watches by the engine's own profile, which is the only place where it says what ran where. */
export async function watchPlacement(requested: readonly string[]): Promise<PlacementWatch> {
  const folder = await mkdtemp(join(tmpdir(), "secondpass-profile-"));
  return {
    options: { enableProfiling: true, profileFilePrefix: join(folder, "profile") },
    async check(session) {
      session.endProfiling();
      const [file = ""] = await readdir(folder);
      checkPlacement(requested, readPlacement(await readFile(join(folder, file), "utf8")));
    },
    end: () => rm(folder, { recursive: true, force: true }),
  };
}
