import type { RerankErrorCode } from "secondpass";
import type { MockFault } from "secondpass/testing";
import { seededRandom } from "../../../packages/core/src/rank/seeded-random.ts";

/** A fault, and what a provider's reranker should make of one request that meets it. */
export interface PlannedFault {
  name: string;
  fault: MockFault;
  /** Absent where there is a ranking all the same. */
  code?: RerankErrorCode;
  /** Whether the request is sent again. */
  again?: boolean;
  warning?: "missing_scores";
}

const unavailable = { code: "provider_unavailable", again: true } as const;
const limited = { code: "rate_limited", again: true } as const;
const late = { code: "timeout", again: true } as const;
const unreadable = { code: "invalid_response" } as const;
const secondAgo = new Date(Date.now() - 1000).toUTCString();
const page = "<html><head><title>503 Service Unavailable</title></head><body>nginx</body></html>";

export const wrongKey: PlannedFault = { name: "401", fault: { status: 401 }, code: "authentication_failed" };

/** Everything that is not meant to reach the caller. */
export const faults: readonly PlannedFault[] = [
  { name: "429, seconds", fault: { status: 429, headers: { "retry-after": "0" } }, ...limited },
  { name: "429, a fraction", fault: { status: 429, headers: { "retry-after": "0.01" } }, ...limited },
  { name: "429, a date", fault: { status: 429, headers: { "retry-after": secondAgo } }, ...limited },
  { name: "429, milliseconds", fault: { status: 429, headers: { "retry-after-ms": "5" } }, ...limited },
  { name: "429, no word", fault: { status: 429 }, ...limited },
  { name: "429, an hour", fault: { status: 429, headers: { "retry-after": "3600" } }, code: "rate_limited" },
  { name: "408", fault: { status: 408 }, ...late },
  { name: "500", fault: { status: 500 }, ...unavailable },
  { name: "503", fault: { status: 503 }, ...unavailable },
  { name: "503, a page", fault: { status: 503, body: page }, ...unavailable },
  { name: "529", fault: { status: 529 }, ...unavailable },
  { name: "402", fault: { status: 402 }, code: "payment_required" },
  { name: "422", fault: { status: 422 }, code: "invalid_request" },
  { name: "413", fault: { status: 413 } },
  { name: "200, a page", fault: { body: "html" }, ...unreadable },
  { name: "200, half of it", fault: { body: "truncated" }, ...unreadable },
  { name: "200, no JSON", fault: { body: "malformed" }, ...unreadable },
  { name: "200, empty", fault: { body: "empty" }, ...unreadable },
  { name: "no results", fault: { results: "missing" }, ...unreadable },
  { name: "none of the results", fault: { results: "empty" }, ...unreadable },
  { name: "one twice", fault: { results: "duplicate" }, ...unreadable },
  { name: "one never sent", fault: { results: "outOfRange" }, ...unreadable },
  { name: "NaN", fault: { results: "nan" }, ...unreadable },
  { name: "null", fault: { results: "null" }, ...unreadable },
  { name: "fewer", fault: { results: "fewer" }, warning: "missing_scores" },
  { name: "unsorted", fault: { results: "unsorted" } },
  { name: "compressed", fault: { encoding: "br" } },
  { name: "hang", fault: { connection: "hang" }, ...late },
  { name: "reset", fault: { connection: "resetBefore" }, ...unavailable },
  { name: "reset within the body", fault: { connection: "resetMidBody" }, ...unavailable },
  { name: "drip", fault: { connection: "drip", everyMs: 20 }, ...late },
];

/** What one call meets: for each provider the faults of its first requests, one each. */
export interface CallPlan {
  first: PlannedFault[];
  second: PlannedFault[];
  /** A deadline of its own, too short for a fault that takes time. */
  deadlineMs?: number;
}

/** The same plans for the same seed: a share of the calls meets faults, of which every kind comes about as often. */
export function planCalls(count: number, share: number, seed: number): CallPlan[] {
  const random = seededRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const some = () => faults[below(faults.length)] as PlannedFault;
  return Array.from({ length: count }, () => {
    if (random() >= share) return { first: [], second: [] };
    const first = [some(), ...(random() < 0.5 ? [some()] : [])];
    const second = random() < 0.5 ? [some(), some()] : [];
    if (random() < 0.1) (random() < 0.5 ? first : second).unshift(wrongKey);
    return { first: untilDivided(first), second: untilDivided(second), ...(random() < 0.2 && { deadlineMs: 40 + below(200) }) };
  });
}

/** Of two halves of a request, either may come first: nothing is planned for them. */
function untilDivided(planned: readonly PlannedFault[]): PlannedFault[] {
  const divided = planned.findIndex(({ name }) => name === "413");
  return divided === -1 ? [...planned] : planned.slice(0, divided + 1);
}

/** What a reranker meets last that meets these faults: with a `code` it fails, without one or without a fault it ranks. */
export function lastOf(planned: readonly PlannedFault[], attempts: number): PlannedFault | undefined {
  const tried = planned.slice(0, attempts);
  const end = tried.find(({ again }) => !again);
  return end ?? (tried.length === attempts ? tried.at(-1) : undefined);
}
