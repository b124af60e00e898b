import { stat } from "node:fs/promises";
import { fetchHubModel } from "../../io/hub/index.ts";
import type { KnownModel } from "./known-model.ts";
import { locateModel, looksLikePath, type ModelRequest, toPath } from "./open-model.ts";

export interface OpenedTokenizer {
  directory: string;
  /** What is known of the model beyond its files. */
  known?: KnownModel;
}

/**
 * Brings a model's tokenizer and configuration onto this machine, without its weights, or finds them there.
 *
 * @throws {RerankError} `invalid_config`, and the codes of a download: `offline`, `model_not_found`, `access_denied`,
 * `download_failed`, `hash_mismatch`, `cache_failed`
 */
export async function openTokenizer(request: Pick<ModelRequest, "model" | "revision" | "cacheDir">): Promise<OpenedTokenizer> {
  // As with the model of `local`: a directory that exists wins.
  const isDirectory = (await stat(request.model).catch(() => undefined))?.isDirectory() ?? false;
  if (isDirectory || looksLikePath(request.model)) return { directory: toPath(request.model) };
  const { repository, revision, known, settings } = await locateModel(request);
  const { directory } = await fetchHubModel({ id: repository, revision, settings, withoutWeights: true });
  return { directory, ...(known && { known }) };
}
