// What the AI SDK asks of a reranking model, in its third version, which ai 6 and ai 7 both take. Written out here rather than
// imported, so that neither a version of the SDK nor its types have to be installed beside the ones that an application has.

/** What comes in. Lists may be read-only, as they are in ai 7. */
export type JsonValue = null | string | number | boolean | JsonObject | readonly JsonValue[];

export interface JsonObject {
  readonly [key: string]: JsonValue | undefined;
}

/** What goes out. Lists may be written to, as ai 6 wants them. */
export type MetadataValue = null | string | number | boolean | Metadata | MetadataValue[];

export interface Metadata {
  [key: string]: MetadataValue;
}

/** A reranking model as `rerank()` of ai 6 and ai 7 takes it. */
export interface RerankingModelV3 {
  readonly specificationVersion: "v3";
  readonly provider: string;
  readonly modelId: string;
  /** Called by `rerank()`; the prefix says that nobody else should. */
  doRerank(options: RerankingCallOptions): PromiseLike<RerankingResult>;
}

export interface RerankingCallOptions {
  documents: { type: "text"; values: string[] } | { type: "object"; values: JsonObject[] };
  query: string;
  topN?: number;
  abortSignal?: AbortSignal;
  providerOptions?: Record<string, JsonObject>;
  headers?: Record<string, string | undefined>;
}

export interface RerankingResult {
  /** Best first. */
  ranking: { index: number; relevanceScore: number }[];
  providerMetadata?: Record<string, Metadata>;
  warnings?: RerankingWarning[];
  response?: { id?: string; timestamp?: Date; modelId?: string };
}

export type RerankingWarning = { type: "unsupported"; feature: string; details?: string } | { type: "other"; message: string };
