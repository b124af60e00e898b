/** How a language model is asked whether a document is relevant. */
export interface PromptTemplate {
  /**
   * The prompt in parts, each tokenised by itself as the model's own code does. `{query}`, `{document}` and `{instruction}` stand for
   * the texts; the document ends its part, so that it can be cut and nothing else is.
   */
  parts: readonly string[];
  /** What stands for `{instruction}` where the caller says nothing. */
  instruction?: string;
  /** The answer whose logit counts for relevance; one token. */
  yes: string;
  /** The answer whose logit counts against; where there is none, the logit of `yes` alone is the score. */
  no?: string;
}

export type PromptTemplateName = "qwen3" | "bge-gemma" | "mxbai-v2";

/** Prompts of published families. */
export const promptTemplates: Record<PromptTemplateName, PromptTemplate> = {
  qwen3: {
    parts: [
      "<|im_start|>system\nJudge whether the Document meets the requirements based on the Query and the Instruct provided. " +
        'Note that the answer can only be "yes" or "no".<|im_end|>\n<|im_start|>user\n',
      "<Instruct>: {instruction}\n<Query>: {query}\n<Document>: {document}",
      "<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n",
    ],
    instruction: "Given a web search query, retrieve relevant passages that answer the query",
    yes: "yes",
    no: "no",
  },
  "bge-gemma": {
    parts: ["<bos>", "A: {query}", "\n", "B: {document}", "\n", "{instruction}"],
    instruction:
      "Given a query A and a passage B, determine whether the passage contains an answer to the query by providing a " +
      "prediction of either 'Yes' or 'No'.",
    yes: "Yes",
    no: "No",
  },
  "mxbai-v2": {
    parts: [
      "<|im_start|>system\nYou are Qwen, created by Alibaba Cloud. You are a helpful assistant.<|im_end|>\n<|im_start|>user\n",
      "query: {query}",
      "\n",
      "document: {document}",
      "\n",
      "You are a search relevance expert who evaluates how well documents match search queries. For each query-document pair, " +
        "carefully analyze the semantic relationship between them, then provide your binary relevance judgment (0 for not " +
        "relevant, 1 for relevant).\nRelevance:",
      "<|im_end|>\n<|im_start|>assistant\n",
    ],
    yes: "1",
    no: "0",
  },
};
