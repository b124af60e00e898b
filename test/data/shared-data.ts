import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Folder of collections that may be used but not copied; beside the checkout where its maintainers work, and in CI. */
export const sharedData: string = fileURLToPath(new URL("../../../shared/data/", import.meta.url));

/** Why a test that needs the shared data is skipped, or nothing where the data is there. */
export const noSharedData: string | undefined = existsSync(sharedData)
  ? undefined
  : "the evaluation collections are not beside this checkout (../shared/data)";
