import { applyResultsFault } from "./apply-results-fault.ts";
import type { MockResultsFault } from "./mock-fault.ts";
import { type Fields, type MockFormat, type MockLimits, MockRefusal, type MockRequest } from "./mock-format.ts";

/** An answer before it is bytes. Text is sent as it is. */
export interface MockReply {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

export interface RankSettings {
  /** Relevance of a text, between 0 and 1. */
  score(query: string, text: string): number;
  limits: MockLimits;
  apiKey?: string;
  fault?: MockResultsFault;
}

/** Answers a ranking request as the provider would: refuses what it refuses, sorts and cuts as it does. */
export function rankRequest(format: MockFormat, request: MockRequest, settings: RankSettings): MockReply {
  const { score, limits, apiKey, fault } = settings;
  if (apiKey !== undefined && !(format.carries ?? carriesBearer)(apiKey, request.headers)) {
    const status = format.keyRefusal ?? 401;
    return { status, body: format.error(status, "invalid api token") };
  }
  const { body } = request;
  try {
    if (typeof body !== "object" || body === null) throw new MockRefusal(400, "the body must be a JSON object");
    const fields = body as Fields;
    const call = format.read(fields, limits, request);
    const sorted = call.texts
      .map((text, index) => ({ index, text, relevance: score(call.query, text) }))
      .toSorted((a, b) => b.relevance - a.relevance)
      .slice(0, call.topN ?? call.texts.length)
      .map(({ index, text, relevance }) => ({ index, text, score: format.scale?.(relevance, fields) ?? relevance }));
    const results = fault && fault !== "missing" ? applyResultsFault(sorted, fault, call.texts.length) : sorted;
    const items = results.map((result) => format.item(result, fields));
    return { status: 200, body: withoutList(format.answer(items, call, fields), format, fault) };
  } catch (error) {
    if (!(error instanceof MockRefusal)) throw error;
    return { status: error.status, body: format.error(error.status, error.message) };
  }
}

function carriesBearer(apiKey: string, { authorization }: Record<string, string>): boolean {
  return authorization === `Bearer ${apiKey}`;
}

function withoutList(answer: unknown, { listName }: MockFormat, fault: MockResultsFault | undefined): unknown {
  if (fault !== "missing") return answer;
  if (listName === undefined || Array.isArray(answer)) return {};
  const { [listName]: _, ...rest } = answer as Fields;
  return rest;
}
