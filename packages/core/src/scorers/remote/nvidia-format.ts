import * as v from "valibot";
import type { HttpAnswer } from "../../io/http/http-exchange.ts";
import { looseScore, readAnswer } from "./read-answer.ts";
import type { Complaint, RemoteAnswer, RemoteCall, RemoteTraits } from "./remote-api.ts";

const answerSchema = v.object({
  rankings: v.array(v.object({ index: v.number(), logit: looseScore })),
  usage: v.optional(v.nullable(v.object({ total_tokens: v.optional(v.number()) }))),
});

/** Of NVIDIA's rerankers, at the provider and in a container alike. */
export const nvidiaTraits: RemoteTraits = { scoreScale: "logit", pointwise: true, maxDocuments: 512, maxTokens: 8192 };

/** The request of NVIDIA's rerankers. They answer with all passages; there is no field for fewer. */
export function nvidiaRequest({ model, query, texts }: RemoteCall): object {
  return {
    ...(model !== undefined && { model }),
    query: { text: query },
    passages: texts.map((text) => ({ text })),
    // Otherwise one passage that is too long is an error for all.
    truncate: "END",
  };
}

export function nvidiaResults(body: unknown, provider: string): RemoteAnswer {
  const { rankings, usage } = readAnswer(answerSchema, body, provider);
  const tokens = usage?.total_tokens;
  return {
    results: rankings.map(({ index, logit }) => ({ index, score: logit })),
    usage: tokens === undefined ? {} : { inputTokens: tokens },
  };
}

/** `truncate` does not shorten a query, and older containers do not know it. */
export function nvidiaComplaint({ body }: HttpAnswer): Complaint | undefined {
  const told = /input length (\d+) exceeds maximum allowed token size (\d+)/i.exec(JSON.stringify(body));
  return told ? { about: "length", tokens: Number(told[1]), limit: Number(told[2]) } : undefined;
}
