import { RerankError, type Reranker, type ScoreContext, type Scores } from "../../contract/index.ts";
import { startCallBudget } from "../../io/call-budget.ts";
import { estimateTokens, planRequests } from "../../rank/index.ts";
import { rerankerFromScorer } from "../reranker-from-scorer.ts";
import { cutByProvider } from "./cut-by-provider.ts";
import { joinTruncations } from "./join-truncations.ts";
import { joinRankedTexts, type RankedTexts, rankTexts } from "./rank-texts.ts";
import type { RemoteApi, RemoteTraits } from "./remote-api.ts";
import { createRemoteConnection } from "./remote-connection.ts";
import type { RemoteOptions } from "./remote-options.ts";
import { renderYaml } from "./render-yaml.ts";
import { cutTexts } from "./shorten-texts.ts";
import { sumUsage } from "./sum-usage.ts";
import { warningsFor } from "./warnings-for.ts";

/**
 * Makes a reranker of a provider: divides the documents to its limits, sends the requests, checks and merges the answers.
 *
 * @throws {RerankError} `invalid_config` where the provider has no address or needs a model that is not named; `missing_key`
 */
export async function createRemoteReranker<Options extends RemoteOptions>(
  api: RemoteApi<Options>,
  options: Options,
): Promise<Reranker> {
  const named = options.model ?? api.defaultModel;
  if (named === undefined && api.needsModel) {
    throw new RerankError("invalid_config", `${api.name} needs a model: write "${api.name}:MODEL", or pass { model }`, {
      provider: api.name,
    });
  }
  api.check?.(options);
  const connection = await createRemoteConnection(api, options);
  const traits = api.traits(named, options);
  const id = `${api.name}:${named ?? connection.addresses[0]}`;

  async function score(query: string, texts: readonly string[], context: ScoreContext): Promise<Scores> {
    const known = await connection.discover(context.signal);
    const limits: RemoteTraits = {
      ...traits,
      ...known,
      ...(options.maxDocuments !== undefined && { maxDocuments: options.maxDocuments }),
    };
    const cut = cutTexts(texts, limits.maxDocumentCharacters ?? Number.POSITIVE_INFINITY);
    const sizes = { queryTokens: estimateTokens(query), documentTokens: cut.texts.map(estimateTokens) };
    const tooLong = cutByProvider(sizes, limits.maxTokens);
    // What is not read does not count.
    for (const { index, keptTokens } of tooLong) sizes.documentTokens[index] = keptTokens;
    const planned = planRequests(sizes, limits);
    const groups = limits.pointwise ? planned : planned.slice(0, 1);
    const model = options.model ?? known.model ?? api.defaultModel;
    const instruction = context.instruction ?? options.instruction;
    const call = {
      ...(model !== undefined && { model }),
      query,
      ...(limits.instructions && instruction !== undefined && { instruction }),
      // One answer holds the best of all only where it is the only one.
      ...(planned.length === 1 && context.topN !== undefined && { topN: Math.min(context.topN, texts.length) }),
    };

    // The first failure ends the other requests: nobody would read their answers.
    const budget = startCallBudget({ signals: [context.signal] });
    try {
      const parts = await Promise.all(
        groups.map(async (positions) => {
          const groupTexts = positions.map((position) => cut.texts[position] as string);
          const ranked = await rankTexts(
            connection,
            { ...call, texts: groupTexts },
            {
              provider: api.name,
              pointwise: limits.pointwise,
              signal: budget.signal,
              ...(context.deadlineAt !== undefined && { deadlineAt: context.deadlineAt }),
            },
          );
          report(positions, ranked, context);
          return { positions, ranked };
        }),
      );
      const ranked = joinRankedTexts(parts);
      const sent = groups.reduce((sum, group) => sum + group.length, 0);
      const expected = call.topN ?? sent;
      return {
        scores: texts.map((_, position) => ranked.scores[position]),
        partial: true,
        truncated: joinTruncations(cut.truncated, ranked.truncated, tooLong),
        requests: ranked.requests,
        usage: {
          ...sumUsage(ranked.usage, options.price),
          calls: ranked.requests.reduce((sum, { attempts }) => sum + attempts, 0),
        },
        timing: { queueMs: ranked.waitedMs },
        warnings: warningsFor({ id, scores: ranked.scores, expected, count: texts.length, sent }),
      };
    } catch (error) {
      budget.fail(error);
      throw error;
    } finally {
      budget.end();
    }
  }

  return rerankerFromScorer({
    id,
    scoreScale: traits.scoreScale,
    supports: {
      pointwise: traits.pointwise,
      abort: true,
      instructions: traits.instructions ?? false,
      ...(traits.maxTokens !== undefined && { maxTokens: traits.maxTokens }),
    },
    fingerprint: fingerprintOf(api, options, named, connection.addresses),
    render: (document) => api.render?.(document, options) ?? renderYamlOr(document, options.fields),
    score,
    dispose: async () => connection.close(),
  });
}

function renderYamlOr(document: Parameters<typeof renderYaml>[0], fields: readonly string[] | undefined): string {
  if (fields) return renderYaml(document, fields);
  return document.title ? `${document.title}. ${document.text}` : document.text;
}

function report(positions: readonly number[], { scores }: RankedTexts, context: ScoreContext): void {
  const answered = positions.flatMap((position, i) => (scores[i] === undefined ? [] : [{ position, score: scores[i] }]));
  context.onScores(
    answered.map(({ position }) => position),
    answered.map(({ score }) => score),
  );
}

/** All that scores depend on, and nothing that they do not: the key, retries and limits are left out. */
function fingerprintOf<Options extends RemoteOptions>(
  api: RemoteApi<Options>,
  options: Options,
  model: string | undefined,
  addresses: readonly string[],
): string {
  const values = options as Record<string, unknown>;
  // A client of an SDK holds its key, and says nothing about scores.
  const own = Object.keys(api.entries ?? {}).flatMap((name) => (typeof values[name] === "object" ? [] : [[name, values[name]]]));
  const { fields, instruction } = options;
  return JSON.stringify([api.name, addresses, model, fields, instruction, Object.fromEntries(own)]);
}
