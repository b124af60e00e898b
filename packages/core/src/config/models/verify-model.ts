import { type Verification, verifyCached } from "../../io/hub/index.ts";
import { locateModel, type ModelRequest } from "./open-model.ts";

/**
 * Reads a model's cached files and compares size and hash with what the Hub had announced. Needs no network.
 *
 * @throws {RerankError} `model_not_found` when nothing of it is cached
 */
export async function verifyModel(request: Pick<ModelRequest, "model" | "revision" | "cacheDir">): Promise<Verification> {
  const { repository, revision, settings } = await locateModel(request);
  return verifyCached(repository, revision, settings);
}
