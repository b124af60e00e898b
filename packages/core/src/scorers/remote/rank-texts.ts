import type { ProviderRequest, RerankError, Truncation, Usage } from "../../contract/index.ts";
import { estimateTokens } from "../../rank/index.ts";
import { checkResults } from "./check-results.ts";
import { joinTruncations } from "./join-truncations.ts";
import type { RemoteCall } from "./remote-api.ts";
import type { AskContext, RemoteConnection } from "./remote-connection.ts";
import { shortenTexts } from "./shorten-texts.ts";

/** What the requests for a group of texts gave. */
export interface RankedTexts {
  /** By position in the group; `undefined` where an answer left a text out. */
  scores: (number | undefined)[];
  truncated: Truncation[];
  requests: ProviderRequest[];
  usage: Partial<Usage>[];
  waitedMs: number;
}

export interface RankTextsOptions extends Omit<AskContext, "tokens"> {
  provider: string;
  /** Whether a group may be divided. */
  pointwise: boolean;
}

// Each round halves something; after so many nothing is left to halve.
const mostRounds = 20;

/**
 * Ranks texts in one request or, where the provider finds that too large, in several smaller ones: one document that is too
 * long costs the others nothing, and is read as far as it fits.
 */
export async function rankTexts(
  connection: RemoteConnection,
  call: RemoteCall,
  options: RankTextsOptions,
  round = 0,
): Promise<RankedTexts> {
  const startedAt = performance.now();
  const tokens = estimateTokens(call.query) + call.texts.reduce((sum, text) => sum + estimateTokens(text), 0);
  const asked = await connection.ask(call, { ...options, tokens });
  const request = { documents: call.texts.length, attempts: asked.attempts, durationMs: performance.now() - startedAt };
  if ("answer" in asked) {
    const { answer, requestId, waitedMs } = asked;
    return {
      scores: checkResults(answer, call.texts.length, options.provider),
      truncated: [],
      requests: [{ ...(requestId !== undefined && { id: requestId }), ...request }],
      usage: [answer.usage ?? {}],
      waitedMs,
    };
  }
  const smaller = await rankSmaller(asked, connection, call, options, round + 1);
  return { ...smaller, requests: [request, ...smaller.requests], waitedMs: smaller.waitedMs + asked.waitedMs };
}

async function rankSmaller(
  { complaint, error }: { complaint: { about: string; tokens?: number; limit?: number }; error: RerankError },
  connection: RemoteConnection,
  call: RemoteCall,
  options: RankTextsOptions,
  round: number,
): Promise<RankedTexts> {
  const { texts } = call;
  const knowsLength = complaint.about === "length" && complaint.limit !== undefined && complaint.tokens !== undefined;
  if (texts.length > 1 && options.pointwise && !knowsLength && round < mostRounds) {
    const middle = Math.ceil(texts.length / 2);
    // One answer no longer holds the best of all.
    const { topN: _, ...rest } = call;
    const [head, tail] = await Promise.all([
      rankTexts(connection, { ...rest, texts: texts.slice(0, middle) }, options, round),
      rankTexts(connection, { ...rest, texts: texts.slice(middle) }, options, round),
    ]);
    return joinRankedTexts([
      { positions: texts.map((_, position) => position).slice(0, middle), ranked: head },
      { positions: texts.map((_, position) => position).slice(middle), ranked: tail },
    ]);
  }
  const shortened = round < mostRounds ? shortenTexts(texts, complaint) : undefined;
  if (!shortened) throw error;
  const ranked = await rankTexts(connection, { ...call, texts: shortened.texts }, options, round);
  return { ...ranked, truncated: joinTruncations(shortened.truncated, ranked.truncated) };
}

/** The answers of several groups as one; `positions` say where a group's texts stand. */
export function joinRankedTexts(parts: readonly { positions: readonly number[]; ranked: RankedTexts }[]): RankedTexts {
  const joined: RankedTexts = { scores: [], truncated: [], requests: [], usage: [], waitedMs: 0 };
  for (const { positions, ranked } of parts) {
    ranked.scores.forEach((score, i) => {
      joined.scores[positions[i] as number] = score;
    });
    joined.truncated.push(...ranked.truncated.map((cut) => ({ ...cut, index: positions[cut.index] as number })));
    joined.requests.push(...ranked.requests);
    joined.usage.push(...ranked.usage);
    joined.waitedMs += ranked.waitedMs;
  }
  return joined;
}
