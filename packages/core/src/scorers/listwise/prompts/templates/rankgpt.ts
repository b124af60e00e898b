import type { PromptTemplate } from "../prompt-template.ts";

/**
 * RankGPT's own prompt, for comparison with published numbers: Sun et al., "Is ChatGPT Good at Search?", EMNLP 2023; words of
 * github.com/sunnweiwei/RankGPT, Apache-2.0, its mistakes included. It asks for all passages, whatever `ask` is, and does nothing against
 * prompt injection: any passage can forge a label or a turn.
 */
export const rankgpt: PromptTemplate = {
  id: "rankgpt/1",
  messages: [
    {
      role: "system",
      content: "You are RankGPT, an intelligent assistant that can rank passages based on their relevancy to the query.",
    },
    {
      role: "user",
      content:
        "I will provide you with {count} passages, each indicated by number identifier []. \n" +
        "Rank the passages based on their relevance to query: {query}.",
    },
    { role: "assistant", content: "Okay, please provide the passages." },
    {
      each: [
        { role: "user", content: "[{label}] {text}" },
        { role: "assistant", content: "Received passage [{label}]." },
      ],
    },
    { role: "user", content: "{output}" },
  ],
  output: {
    text:
      "Search Query: {query}. \nRank the {count} passages above based on their relevance to the search query. The passages should be " +
      "listed in descending order using identifiers. The most relevant passages should be listed first. The output format should be " +
      "[] > [], e.g., [1] > [2]. Only response the ranking results, do not say any word or explain.",
  },
  harden: "none",
  passageWords: 300,
};
