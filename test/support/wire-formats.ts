import type { RerankerConfig } from "secondpass";

type Results = readonly (readonly [index: number, score: unknown])[];

/** How one provider's answers look and where its requests hold the texts. */
export interface WireFormat {
  config(options: object): RerankerConfig;
  answer(results: Results): unknown;
  textsOf(body: unknown): string[];
}

const apiKey = "test-key";
const as = <T>(value: unknown): T => value as T;
const documentsOf = (body: unknown) => as<{ documents: string[] }>(body).documents;
const cohereAnswer = (results: Results) => ({
  results: results.map(([index, relevance_score]) => ({ index, relevance_score })),
});
const dataAnswer = (results: Results) => ({ data: results.map(([index, score]) => ({ index, score })) });
const rankings = (results: Results) => ({ rankings: results.map(([index, logit]) => ({ index, logit })) });
const passagesOf = (body: unknown) => as<{ passages: { text: string }[] }>(body).passages.map(({ text }) => text);
const baseUrl = "http://rerank.test";

/** Every provider that is asked over our own transport. */
export const wireFormats: Record<string, WireFormat> = {
  cohere: { config: (o) => ({ cohere: { apiKey, ...o } }), answer: cohereAnswer, textsOf: documentsOf },
  jina: { config: (o) => ({ jina: { apiKey, ...o } }), answer: cohereAnswer, textsOf: documentsOf },
  voyage: {
    config: (o) => ({ voyage: { apiKey, ...o } }),
    answer: (results) => ({ data: cohereAnswer(results).results }),
    textsOf: documentsOf,
  },
  mixedbread: {
    config: (o) => ({ mixedbread: { apiKey, ...o } }),
    answer: dataAnswer,
    textsOf: (body) => as<{ input: string[] }>(body).input,
  },
  pinecone: {
    config: (o) => ({ pinecone: { apiKey, ...o } }),
    answer: dataAnswer,
    textsOf: (body) => as<{ documents: { text: string }[] }>(body).documents.map(({ text }) => text),
  },
  together: { config: (o) => ({ together: { apiKey, model: "m", ...o } }), answer: cohereAnswer, textsOf: documentsOf },
  azure: { config: (o) => ({ azure: { apiKey, baseUrl, ...o } }), answer: cohereAnswer, textsOf: documentsOf },
  vertex: {
    config: (o) => ({ vertex: { apiKey, project: "p", ...o } }),
    answer: (results) => ({ records: results.map(([index, score]) => ({ id: String(index), score })) }),
    textsOf: (body) => as<{ records: { content: string }[] }>(body).records.map(({ content }) => content),
  },
  nvidia: { config: (o) => ({ nvidia: { apiKey, ...o } }), answer: rankings, textsOf: passagesOf },
  nim: { config: (o) => ({ nim: { baseUrl, ...o } }), answer: rankings, textsOf: passagesOf },
  tei: {
    config: (o) => ({ tei: { baseUrl, ...o } }),
    answer: (results) => results.map(([index, score]) => ({ index, score })),
    textsOf: (body) => as<{ texts: string[] }>(body).texts,
  },
};
