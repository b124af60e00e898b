import type { DownloadProgress } from "../io/hub/index.ts";

/** What a caller says about making a reranker, beside which one it is to be. */
export interface CreateRerankerOptions {
  /** Ends a download or the loading of a model; what has come of a file is kept and goes on at the next call. Default: never. */
  signal?: AbortSignal;
  /** Called while a model is downloaded, unless the configuration has an `onDownload` of its own. */
  onDownload?: (progress: DownloadProgress) => void;
}
