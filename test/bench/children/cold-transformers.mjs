// The same whole program with transformers.js.
import { pathToFileURL } from "node:url";

const [entry, directory] = process.argv.slice(2);
const documents = [
  "Iron oxide, commonly called rust, forms when iron and oxygen react.",
  "The weather in Paris is mild in spring.",
  "Install Rust with rustup.",
];
const { AutoTokenizer, AutoModelForSequenceClassification, env } = await import(pathToFileURL(entry));
Object.assign(env, { allowRemoteModels: false, allowLocalModels: true, localModelPath: "" });
const tokenizer = await AutoTokenizer.from_pretrained(directory);
const model = await AutoModelForSequenceClassification.from_pretrained(directory, { dtype: "fp32" });
const query = new Array(documents.length).fill("how do I install rust");
const { logits } = await model(tokenizer(query, { text_pair: documents, padding: true, truncation: true }));
process.stdout.write(`${logits.data.length}\n`);
process.exit(0);
