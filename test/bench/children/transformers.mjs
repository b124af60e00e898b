// Either generation of transformers.js, as its documentation shows it: texts and pairs to the tokenizer, tensors to the model.
import { pathToFileURL } from "node:url";
import { serve, stalled, timed } from "./serve.mjs";

let tokenizer;
let model;
let batchSize;

async function scoreBatch(query, documents) {
  const inputs = await tokenizer(new Array(documents.length).fill(query), {
    text_pair: documents,
    padding: true,
    truncation: true,
  });
  const { logits } = await model(inputs);
  return [...logits.data];
}

async function scoreAll(query, documents) {
  const size = batchSize || documents.length;
  const scores = [];
  for (let i = 0; i < documents.length; i += size) scores.push(...(await scoreBatch(query, documents.slice(i, i + size))));
  return scores;
}

serve({
  async open({ entry, directory, options, batch, warmUp }) {
    const { AutoTokenizer, AutoModelForSequenceClassification, env } = await import(pathToFileURL(entry));
    Object.assign(env, { allowRemoteModels: false, allowLocalModels: true, localModelPath: "" });
    batchSize = batch;
    tokenizer = await AutoTokenizer.from_pretrained(directory);
    model = await AutoModelForSequenceClassification.from_pretrained(directory, options);
    await scoreAll(warmUp.query, warmUp.documents);
  },

  async run({ query, documents }) {
    const { ms, value } = await timed(() => scoreAll(query, documents));
    return { ms, scores: value };
  },

  stall: ({ query, documents }) => stalled(() => scoreAll(query, documents)),
});
