import type { PromptTemplate } from "../prompt-template.ts";

/**
 * RankGPT's question in one message, as RankVicuna and RankZephyr were trained on it: Pradeep et al., 2023; words of
 * github.com/castorini/rank_llm, Apache-2.0. It asks for all passages, whatever `ask` is, and of all that could pass for a label
 * takes out `[7]` alone.
 */
export const rankgptSingle: PromptTemplate = {
  id: "rankgpt-single/1",
  messages: [
    {
      role: "system",
      content: "You are RankVicuna, an intelligent assistant that can rank passages based on their relevancy to the query.",
    },
    {
      role: "user",
      content:
        "I will provide you with {count} passages, each indicated by a numerical identifier []. Rank the passages based on their " +
        "relevance to the search query: {query}.\n\n{passages}{output}",
    },
  ],
  passage: "[{label}] {text}\n",
  output: {
    text:
      "Search Query: {query}.\nRank the {count} passages above based on their relevance to the search query. All the passages should be " +
      "included and listed using identifiers, in descending order of relevance. The output format should be [] > [], e.g., [4] > [2], " +
      "Only respond with the ranking results, do not say any word or explain.",
  },
  harden: "numbers",
  passageWords: 300,
};
