import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Receipt, RerankError, type Warning } from "../../contract/index.ts";
import {
  checkRevision,
  chooseModelFile,
  type DownloadProgress,
  expandHome,
  fetchHubModel,
  type HubReference,
  type HubSettings,
  type ModelDtype,
  parseHubReference,
  readHubSettings,
} from "../../io/hub/index.ts";
import { checkUsable } from "./check-usable.ts";
import type { KnownModel, ModelUse } from "./known-model.ts";
import { findKnownModel } from "./known-models.ts";

/** Which model, in which precision, from where. */
export interface ModelRequest {
  /** Name on the Hub: `organisation/name`, also with `@revision`. */
  model: string;
  /** Branch, tag or commit. Default: `main`. */
  revision?: string;
  /** Precision of the weights. Default: full. */
  dtype?: ModelDtype;
  /** ONNX file in the repository; wins over `dtype`. */
  file?: string;
  /** What is to run it, which decides what is fetched beside its weights. Default: whatever can. */
  use?: ModelUse;
  /** Default: the cache of `huggingface_hub`, by `HF_HUB_CACHE` or `HF_HOME`. */
  cacheDir?: string;
  /** Called while files are downloaded. */
  onDownload?: (progress: DownloadProgress) => void;
  /** Ends a download with its reason; what has come is kept, and the next call goes on from there. */
  signal?: AbortSignal;
}

/** A model's files on this machine. */
export interface OpenedModel {
  directory: string;
  file: string;
  /** Repository, commit and file, for the receipt. */
  model: NonNullable<Receipt["model"]>;
  warnings: Warning[];
  /** What is known of it beyond its files. */
  known?: KnownModel;
}

/**
 * Brings a model of the Hub onto this machine, or finds it there.
 *
 * @throws {RerankError} `invalid_config`, `invalid_model` for one that cannot be used, and the codes of a download: `offline`,
 * `model_not_found`, `access_denied`, `download_failed`, `hash_mismatch`, `cache_failed`
 */
export async function openModel(request: ModelRequest): Promise<OpenedModel> {
  const { repository, revision, known, settings } = await locateModel(request);
  if (known) checkUsable(known, request.use);
  const { dtype, file, onDownload, signal, use = known && (known.use ?? "local") } = request;
  const wish = { dtype, file, known: known?.onnx.files, withVectorFiles: use !== "local" };
  const found = await fetchHubModel({ id: repository, revision, settings, onDownload, signal, ...wish });
  return {
    directory: found.directory,
    file: found.modelFile,
    model: { id: repository, revision: found.commit, file: found.modelFile },
    warnings: [...licenceWarnings(known), ...found.warnings],
    ...(known && { known }),
  };
}

/** Where a model's files are on the Hub and in the cache. */
export interface ModelLocation {
  repository: string;
  revision: string;
  known?: KnownModel;
  settings: HubSettings;
}

/** Reads what a request says; no network. */
export async function locateModel({ model, revision, cacheDir }: ModelRequest): Promise<ModelLocation> {
  const reference = parseHubReference(model);
  if (!reference) {
    throw new RerankError(
      "invalid_config",
      `${JSON.stringify(model)} is neither a directory nor a model's name on the Hub; write ./directory, organisation/name or organisation/name@revision`,
    );
  }
  const settings = await readHubSettings({ cacheDir });
  const known = findKnownModel(reference.id);
  // Asked for by the name of an export, that export is meant.
  const repository =
    known && known.id.toLowerCase() === reference.id.toLowerCase() ? (known.onnx.repository ?? known.id) : reference.id;
  return { repository, revision: revisionOf(reference, revision), settings, ...(known && { known }) };
}

/** Whether a model is meant as a directory: it is one, or is written like a path. */
export function looksLikePath(model: string): boolean {
  return /^(\.{1,2}([/\\]|$)|[/\\~]|[A-Za-z]:[/\\])/.test(model);
}

/** The path as the file system knows it. */
export const toPath: (path: string) => string = expandHome;

/** The ONNX file of a precision in a directory laid out as on the Hub. */
export async function fileOfDtype(directory: string, dtype: ModelDtype): Promise<string> {
  const inFolder = async (folder: string) => readdir(join(directory, folder)).catch(() => []);
  const paths = [...(await inFolder(".")), ...(await inFolder("onnx")).map((name) => `onnx/${name}`)];
  return chooseModelFile(paths, { dtype }, directory);
}

function revisionOf({ id, revision: ofName }: HubReference, revision: string | undefined): string {
  if (ofName !== undefined && revision !== undefined && ofName !== revision) {
    throw new RerankError(
      "invalid_config",
      `${id}@${ofName} and the option revision ${revision} contradict each other; leave one out`,
    );
  }
  return checkRevision(ofName ?? revision ?? "main");
}

function licenceWarnings(known: KnownModel | undefined): Warning[] {
  if (!known?.nonCommercial) return [];
  const message = `the licence of ${known.id}, ${known.licence}, does not allow commercial use`;
  return [{ code: "non_commercial_licence", message }];
}
