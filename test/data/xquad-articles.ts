import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sharedData } from "./shared-data.ts";

export type XquadLanguage = "en" | "de" | "zh" | "ar";

/** Whole articles in place of paragraphs: documents that are longer than a cross-encoder's window. */
export interface XquadArticles {
  articles: { id: string; text: string; paragraphs: string[] }[];
  /** With the article that answers them. */
  questions: { id: string; text: string; article: string }[];
}

// The paragraphs are in the order of SQuAD, five of each article.
const paragraphsPerArticle = 5;

export async function readXquadArticles(language: XquadLanguage): Promise<XquadArticles> {
  const folder = join(sharedData, "collections/xquad", language);
  const rows = async (file: string) => (await readFile(join(folder, file), "utf8")).trim().split("\n");
  const corpus = (await rows("corpus.jsonl")).map((line) => JSON.parse(line) as { _id: string; text: string });
  const articles: XquadArticles["articles"] = [];
  const articleOf = new Map<string, string>();
  corpus.forEach(({ _id, text }, i) => {
    const id = `a${Math.floor(i / paragraphsPerArticle)}`;
    articleOf.set(_id, id);
    if (articles.at(-1)?.id !== id) articles.push({ id, text: "", paragraphs: [] });
    articles.at(-1)?.paragraphs.push(text);
  });
  for (const article of articles) article.text = article.paragraphs.join("\n");
  const judged = (await rows("qrels/test.tsv")).slice(1).map((line) => line.split("\t"));
  const answers = new Map(judged.map(([query, document]) => [query, articleOf.get(document as string) as string]));
  const queries = (await rows("queries.jsonl")).map((line) => JSON.parse(line) as { _id: string; text: string });
  const questions = queries.map(({ _id, text }) => ({ id: _id, text, article: answers.get(_id) as string }));
  return { articles, questions };
}

/** The same as a collection in BEIR layout, in a temporary folder; it stays there. */
export async function writeXquadCollection(language: XquadLanguage): Promise<string> {
  const { articles, questions } = await readXquadArticles(language);
  const folder = join(await mkdtemp(join(tmpdir(), "secondpass-xquad-")), `xquad-articles-${language}`);
  await mkdir(join(folder, "qrels"), { recursive: true });
  const jsonl = (list: readonly { id: string; text: string }[]) =>
    list.map(({ id, text }) => `${JSON.stringify({ _id: id, text })}\n`);
  await writeFile(join(folder, "corpus.jsonl"), jsonl(articles).join(""));
  await writeFile(join(folder, "queries.jsonl"), jsonl(questions).join(""));
  const judgments = questions.map(({ id, article }) => `${id}\t${article}\t1\n`);
  await writeFile(join(folder, "qrels/test.tsv"), `query-id\tcorpus-id\tscore\n${judgments.join("")}`);
  return folder;
}
