import * as v from "valibot";
import { RerankError } from "../../contract/index.ts";
import { googleToken } from "./google-token.ts";
import { looseScore, readAnswer } from "./read-answer.ts";
import { defineRemote, type RemoteApi } from "./remote-api.ts";
import type { RemoteOptions } from "./remote-options.ts";

/** Options of `{ vertex: {…} }`. `apiKey` is an OAuth access token, best a function that gets one: it ends after an hour. */
export interface VertexOptions extends RemoteOptions {
  /** Google Cloud project. Default: `GOOGLE_CLOUD_PROJECT`. */
  project?: string;
  /** Default: `global`. */
  location?: string;
}

const answerSchema = v.object({ records: v.array(v.object({ id: v.string(), score: looseScore })) });

const part = v.optional(v.pipe(v.string(), v.regex(/^[\w.:-]+$/)));

function projectOf({ project }: VertexOptions): string | undefined {
  const { GOOGLE_CLOUD_PROJECT, GCLOUD_PROJECT } = process.env;
  return project ?? (GOOGLE_CLOUD_PROJECT?.trim() || GCLOUD_PROJECT?.trim() || undefined);
}

export const api: RemoteApi<VertexOptions> = defineRemote({
  name: "vertex",
  title: "Google Vertex AI ranking",
  keyVariables: ["GOOGLE_ACCESS_TOKEN"],
  baseUrl: "https://discoveryengine.googleapis.com",
  defaultModel: "semantic-ranker-default-004",
  entries: { project: part, location: part },
  traits: (model) => ({
    scoreScale: "unit",
    pointwise: true,
    maxDocuments: 200,
    maxTokens: /-00[1-3]$|-512/.test(model ?? "") ? 512 : 1024,
  }),
  check(options) {
    if (projectOf(options)) return;
    throw new RerankError(
      "invalid_config",
      "vertex needs a Google Cloud project: set GOOGLE_CLOUD_PROJECT, or pass { vertex: { project } }",
      { provider: "vertex" },
    );
  },
  credentials: (options) => googleToken(projectOf(options) as string),
  keyHeaders: (key, options) => ({ authorization: `Bearer ${key}`, "x-goog-user-project": projectOf(options) as string }),
  request: ({ model, query, texts, topN }, options) => ({
    path: `/v1/projects/${projectOf(options)}/locations/${options.location ?? "global"}/rankingConfigs/default_ranking_config:rank`,
    // Sources disagree whether scores come without the records' details, so the records come back as well.
    body: {
      model,
      query,
      records: texts.map((content, position) => ({ id: String(position), content })),
      ...(topN !== undefined && { topN }),
    },
  }),
  results(body) {
    const { records } = readAnswer(answerSchema, body, "vertex");
    // An id that is not one of ours is no position.
    return { results: records.map(({ id, score }) => ({ index: /^\d+$/.test(id) ? Number(id) : Number.NaN, score })) };
  },
  facts: {
    kind: "hosted",
    docs: "https://cloud.google.com/generative-ai-app-builder/docs/ranking",
    priceUnit: "query with up to 100 records",
    notes: [
      "the key is an OAuth access token; without one, application default credentials are asked through google-auth-library",
      "scores are rounded to a few decimals, so ties are common; they keep the first stage's order",
    ],
    confirmed: "the published API reference",
    unconfirmed: ["what happens to documents that are too long"],
  },
});
