import { chunked, createReranker, type Reranker } from "secondpass";
import { describe, expect, test } from "vitest";
import { noSharedData } from "../../../data/shared-data.ts";
import { readXquadArticles, type XquadLanguage } from "../../../data/xquad-articles.ts";

const languages: readonly XquadLanguage[] = ["en", "de", "zh", "ar"];
// What sentences end with, and what may close them.
const sentenceEnd = /[.!?。！？؟][\p{Pe}\p{Pf}\p{Po}\d[\]]*$/u;

/** Has all documents read by a model of its own, and keeps what it was given. */
async function readAll(
  query: string,
  documents: readonly string[],
  { maxTokens, overlap }: { maxTokens: number; overlap: number },
) {
  await using model = await createReranker({ local: { blend: 0, maxTokens } });
  const given: string[] = [];
  const watched: Reranker = {
    ...model,
    rerank(query, documents, options) {
      given.push(...documents.map((document) => (typeof document === "string" ? document : document.text)));
      return model.rerank(query, documents, options);
    },
  };
  const ranking = await chunked(watched, { overlap, maxPassages: Number.POSITIVE_INFINITY }).rerank(query, documents);
  const measure = await model.measureTokens?.(query, given);
  return { ...ranking, given, tokens: measure?.tokens ?? [], room: measure?.room ?? 0 };
}

describe.each(languages)("articles in %s", (language) => {
  test("every passage fits, nothing is lost or cut, and offsets are exact", { timeout: 60_000 }, async ({ skip }) => {
    skip(noSharedData !== undefined, noSharedData);
    const { articles, questions } = await readXquadArticles(language);
    const texts = articles.slice(0, 8).map(({ text }) => text);
    const { results, receipt, given, tokens, room } = await readAll(questions[0]?.text as string, texts, {
      maxTokens: 128,
      overlap: 0,
    });
    expect(receipt.chunked).toMatchObject({ documents: 8, passages: given.length, tokens: room });
    expect(receipt.truncated).toEqual([]);
    expect(tokens.filter((count) => count > room)).toEqual([]);
    // Without overlap the passages are the articles, white space between them aside.
    const bare = (text: string) => text.replace(/\s+/g, "");
    expect(bare(given.join(""))).toBe(bare(texts.join("")));
    for (const { document, bestPassage } of results) {
      const { text, start, end } = bestPassage as NonNullable<typeof bestPassage>;
      expect(given).toContain(text);
      expect(document.slice(start, end)).toBe(text);
    }
  });

  test("passages end with sentences", { timeout: 60_000 }, async ({ skip }) => {
    skip(noSharedData !== undefined, noSharedData);
    const { articles, questions } = await readXquadArticles(language);
    const texts = articles.map(({ text }) => text);
    // The English tokenizer makes several tokens of an Arabic word: in a small window a sentence would not fit.
    const { given } = await readAll(questions[0]?.text as string, texts, { maxTokens: 512, overlap: 0.15 });
    const between = given.filter((passage) => !sentenceEnd.test(passage));
    expect(given.length).toBeGreaterThan(2 * texts.length - 10);
    expect(between.length / given.length, between.map((passage) => passage.slice(-60)).join("\n")).toBeLessThan(0.05);
  });
});

test("a question is answered by the paragraph that its article was asked for", { timeout: 60_000 }, async ({ skip }) => {
  skip(noSharedData !== undefined, noSharedData);
  const { articles, questions } = await readXquadArticles("en");
  await using reranker = await createReranker({ local: { maxTokens: 128 }, chunked: true });
  let found = 0;
  const asked = questions.filter((_, i) => i % 120 === 0);
  for (const { text, article } of asked) {
    const { results } = await reranker.rerank(text, articles);
    if (results[0]?.document.id === article) found++;
  }
  expect(found / asked.length).toBeGreaterThan(0.8);
});
