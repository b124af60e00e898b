import { chooseFormat, pathOf } from "./choose-format.ts";
import { type MockFormatName, mockFormats } from "./formats/index.ts";
import type { MockFault } from "./mock-fault.ts";
import type { MockLimits, MockRequest } from "./mock-format.ts";
import { type MockReply, rankRequest } from "./rank-request.ts";

export interface AnswerSettings {
  format?: MockFormatName;
  score(query: string, text: string): number;
  limits: MockLimits;
  apiKey?: string;
  /** What is to go wrong with the request, told how it is one of ranking. */
  fault(): MockFault | undefined;
}

export interface Answered {
  reply: MockReply;
  fault?: MockFault;
  format?: MockFormatName;
}

const redirectStatus = 307;

/** The answer to any request: ranking, a question about the server, or neither. */
export function answerRequest(request: MockRequest, settings: AnswerSettings): Answered {
  if (request.method !== "POST") return { reply: answerQuestion(request, settings) };
  const chosen = chooseFormat(request, settings.format);
  if (!chosen) return { reply: notFound(request) };
  const { name, format } = chosen;
  const fault = settings.fault();
  const answered = { format: name, ...(fault && { fault }) };
  if (fault && "status" in fault && !("redirect" in fault)) {
    const { status, headers, body = format.error(status, `mock fault of status ${status}`) } = fault;
    return { ...answered, reply: { status, body, ...(headers && { headers }) } };
  }
  if (fault && "redirect" in fault) {
    const { status = redirectStatus, redirect } = fault;
    return { ...answered, reply: { status, body: "", headers: { location: redirect } } };
  }
  const limits = { ...format.limits, ...settings.limits };
  const bytes = Buffer.byteLength(JSON.stringify(request.body ?? ""));
  if (bytes > (limits.maxBytes ?? Number.POSITIVE_INFINITY)) {
    return { ...answered, reply: { status: 413, body: "Failed to buffer the request body: length limit exceeded" } };
  }
  const { score, apiKey } = settings;
  const results = fault && "results" in fault ? { fault: fault.results } : {};
  return {
    ...answered,
    reply: rankRequest(format, request, { score, limits, ...(apiKey !== undefined && { apiKey }), ...results }),
  };
}

/** What servers say of themselves, `/info` and lists of models. */
function answerQuestion(request: MockRequest, { format, limits }: AnswerSettings): MockReply {
  const asked = format ? [mockFormats[format]] : Object.values(mockFormats);
  for (const one of asked) {
    const body = one.about?.(pathOf(request), { ...one.limits, ...limits });
    if (body !== undefined) return { status: 200, body };
  }
  return notFound(request);
}

function notFound({ method, path }: MockRequest): MockReply {
  return { status: 404, body: { message: `the mock provider has nothing at ${method} ${path}` } };
}
