// A whole program: start, load, rank, print. With a directory and a file: that model, otherwise the bundled one.
const [directory, file] = process.argv.slice(2);
const documents = [
  "Iron oxide, commonly called rust, forms when iron and oxygen react.",
  "The weather in Paris is mild in spring.",
  "Install Rust with rustup.",
];
async function open() {
  if (!directory) return (await import("secondpass")).createReranker("local");
  const { createCrossEncoder } = await import("secondpass/cross-encoder");
  return (await createCrossEncoder({ directory, file, trust: "off" })).reranker;
}
const reranker = await open();
const { results } = await reranker.rerank("how do I install rust", documents);
process.stdout.write(`${results.length}\n`);
process.exit(0);
