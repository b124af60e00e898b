export { type ChosenFiles, chooseFiles, chooseModelFile, type FileWish } from "./choose-files.ts";
export { type DownloadProgress, fetchHubModel, type HubModel, type HubModelRequest } from "./hub-model.ts";
export { checkRevision, type HubReference, parseHubReference } from "./hub-reference.ts";
export { expandHome, type HubSettings, readHubSettings } from "./hub-settings.ts";
export { type CachedModel, listCached } from "./list-cached.ts";
export { type ModelDtype, modelDtypes } from "./model-dtype.ts";
export { type Verification, type VerifiedFile, verifyCached } from "./verify-cached.ts";
