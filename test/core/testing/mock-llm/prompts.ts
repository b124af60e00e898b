import type { ChatMessage } from "../../../../packages/core/src/scorers/listwise/chat-model.ts";

/** As RankGPT writes it in one message, and RankLLM. */
export function singlePrompt(query: string, texts: readonly string[]): ChatMessage[] {
  const numbered = texts.map((text, i) => `[${i + 1}] ${text}`).join("\n");
  const content = `I will provide you with ${texts.length} passages, each indicated by a numerical identifier []. Rank the passages based on their relevance to the search query: ${query}.

${numbered}

Search Query: ${query}.
Rank the ${texts.length} passages above based on their relevance to the search query. All the passages should be included and listed using identifiers, in descending order of relevance. The output format should be [] > [], e.g., [2] > [1]. Only respond with the ranking results, do not say any word or explain.`;
  return [
    {
      role: "system",
      content: "You are RankLLM, an intelligent assistant that can rank passages based on their relevancy to the query.",
    },
    { role: "user", content },
  ];
}

/** As RankGPT writes it in turns. */
export function turnsPrompt(query: string, texts: readonly string[]): ChatMessage[] {
  return [
    {
      role: "system",
      content: "You are RankGPT, an intelligent assistant that can rank passages based on their relevancy to the query.",
    },
    {
      role: "user",
      content: `I will provide you with ${texts.length} passages, each indicated by number identifier []. \nRank the passages based on their relevance to query: ${query}.`,
    },
    { role: "assistant", content: "Okay, please provide the passages." },
    ...texts.flatMap((text, i): ChatMessage[] => [
      { role: "user", content: `[${i + 1}] ${text}` },
      { role: "assistant", content: `Received passage [${i + 1}].` },
    ]),
    {
      role: "user",
      content: `Search Query: ${query}. \nRank the ${texts.length} passages above based on their relevance to the search query. The passages should be listed in descending order using identifiers. The output format should be [] > [], e.g., [1] > [2]. Only response the ranking results, do not say any word or explain.`,
    },
  ];
}

/** With a delimiter that no document can know. */
export function fencedPrompt(query: string, texts: readonly string[], top: number): ChatMessage[] {
  const blocks = texts.map((text, i) => `[${i + 1}]\n${text}`).join("\n\n");
  const content = `Query: ${query}\n\n<documents-k3f9>\n${blocks}\n</documents-k3f9>\n\nName the top ${top} of the documents, best first, as [2] > [1].`;
  return [{ role: "user", content }];
}

/** Texts of which the last but one answers, and the first not at all. */
export const texts = ["iron oxide (rel 0.1)", "bread (rel 0.05)", "rustup installs rust (rel 0.9)", "rust the game (rel 0.4)"];
export const bestFirst = "[3] > [4] > [1] > [2]";
