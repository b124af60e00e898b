import { createReranker } from "secondpass";
import { rerankerContract } from "secondpass/testing";
import { describe, test } from "vitest";
import { recordingFetch } from "../support/recording-fetch.ts";
import { wireFormats } from "../support/wire-formats.ts";

// A provider that counts the words of the query in each text: what it is asked and how it answers has the real form.
for (const [name, { config, answer, textsOf }] of Object.entries(wireFormats)) {
  const { fetch } = recordingFetch(({ method, body }) => {
    if (method === "GET") return { status: 404, body: "" };
    const words = queryOf(body).toLowerCase().split(" ");
    const scores = textsOf(body).map((text) => words.filter((word) => text.toLowerCase().includes(word)).length / words.length);
    return { body: answer(scores.map((score, index) => [index, score])) };
  });

  describe(`contract: ${name}`, () => {
    for (const { name, run } of rerankerContract({ create: () => createReranker(config({ fetch })) })) test(name, run);
  });
}

function queryOf(body: unknown): string {
  const { query } = body as { query: string | { text: string } };
  return typeof query === "string" ? query : query.text;
}
