// The door for tools that manage models: `secondpass/models`.
export type { DownloadProgress, ModelDtype, Verification, VerifiedFile } from "../../io/hub/index.ts";
export { modelDtypes } from "../../io/hub/index.ts";
export type { KnownModel } from "./known-model.ts";
export { findKnownModel, knownModels } from "./known-models.ts";
export { type ListedModel, listModels } from "./list-models.ts";
export { type ModelRequest, type OpenedModel, openModel as pullModel } from "./open-model.ts";
export { verifyModel } from "./verify-model.ts";
