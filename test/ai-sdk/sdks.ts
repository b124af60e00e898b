import * as ai6 from "ai";
import { beforeAll, beforeEach } from "vitest";

/** What the tests use of the SDK; as of version 6, of which version 7 keeps it all. */
export type Sdk = typeof ai6;

export interface SdkVersion {
  name: string;
  /** Loads it. */
  load(): Promise<Sdk>;
}

/** Both versions; with each, a test runs once. */
export const sdks: readonly SdkVersion[] = [
  { name: "ai 6", load: async () => ai6 },
  { name: "ai 7", load: async () => (await import("ai7")) as unknown as Sdk },
];

/**
 * The SDK of the tests around the call. Version 7 asks for Node 22. It loads on many a Node 20 as well, so it is tried, and the
 * tests are skipped where it does not; from Node 22 on there is no excuse.
 */
export function useSdk({ name, load }: SdkVersion): Sdk {
  const sdk = {} as Sdk;
  let reason: string | undefined;
  beforeAll(async () => {
    try {
      Object.assign(sdk, await load());
    } catch (error) {
      if (Number(process.versions.node.split(".")[0]) >= 22) throw error;
      reason = `${name} needs Node 22 and does not load in ${process.version}: ${error}`;
    }
  });
  beforeEach(({ skip }) => skip(reason !== undefined, reason));
  return sdk;
}
