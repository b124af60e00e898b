import { type CachedModel, listCached, readHubSettings } from "../../io/hub/index.ts";
import type { KnownModel } from "./known-model.ts";
import { findKnownModel, knownModels } from "./known-models.ts";

/** A model that can be named, and whether it is on this machine. */
export interface ListedModel {
  id: string;
  /** Repository that its files come from. */
  repository: string;
  cached: boolean;
  /** Commits in the cache. */
  commits: string[];
  /** Why it cannot be used, where it cannot. */
  unusable?: string;
  known?: KnownModel;
}

/** Known models, and whatever else the cache holds with an ONNX file. */
export async function listModels(options: { cacheDir?: string } = {}): Promise<ListedModel[]> {
  const cached = await listCached(await readHubSettings(options));
  const known = knownModels.map((model) => {
    const repository = model.onnx.repository ?? model.id;
    const commits = cached.find(({ id }) => id.toLowerCase() === repository.toLowerCase())?.commits ?? [];
    const { unusable } = model;
    return { id: model.id, repository, cached: commits.length > 0, commits, ...(unusable && { unusable }), known: model };
  });
  const isListed = ({ id }: CachedModel) => known.some(({ repository }) => repository.toLowerCase() === id.toLowerCase());
  const others = cached
    .filter((model) => !isListed(model))
    .map(({ id, commits }) => ({ id, repository: id, cached: true, commits }));
  return [...known, ...others.map((model) => withKnown(model))];
}

// Another export of a known model, fetched by its own name.
function withKnown(model: ListedModel): ListedModel {
  const known = findKnownModel(model.id);
  return known ? { ...model, known } : model;
}
