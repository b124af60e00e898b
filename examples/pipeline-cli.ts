// The same file as in pipeline-langchain.ts, examples/pipeline/secondpass.config.json, on the command line: npx tsx examples/pipeline-cli.ts
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { loadStatements } from "./demo/load-statements.ts";
import { enterFolder } from "./pipeline/enter-folder.ts";
import { query } from "./pipeline/query.ts";
import { bm25Search, denseSearch } from "./retrieval/search.ts";

const statements = await loadStatements();
// What a search engine and a vector store found, a JSON document a line.
const folder = await mkdtemp(join(tmpdir(), "secondpass-"));
const files = { bm25: join(folder, "bm25.jsonl"), dense: join(folder, "dense.jsonl") };
await writeFile(files.bm25, linesOf(bm25Search(statements, 50)(query)));
await writeFile(files.dense, linesOf(denseSearch(statements, 50)(query)));

const { stop } = await enterFolder();
const inputs = ["--input", `bm25=${files.bm25}`, "--input", `dense=${files.dense}`];
console.log(`$ secondpass rerank --query "${query}" --input bm25=bm25.jsonl --input dense=dense.jsonl --top-n 5\n`);
const secondpass = join(dirname(createRequire(import.meta.url).resolve("@secondpass/cli/package.json")), "dist/bin.js");
const child = spawn(process.execPath, [secondpass, "rerank", "--query", query, ...inputs, "--top-n", "5"], {
  stdio: "inherit",
});
const [code] = await once(child, "exit");
process.exitCode = code ?? 1;
await rm(folder, { recursive: true });
await stop();

function linesOf(documents: readonly object[]): string {
  return documents.map((document) => JSON.stringify(document)).join("\n");
}
