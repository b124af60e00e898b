// Measures a model directory through the public API and prints the model card's table:
//   npm run -s measure [-- <model directory>] [--out <file.json>] [--write]
// --write makes results.json and the tables of packages/model-mini/README.md anew.
import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { modelDirectory } from "@secondpass/model-mini";
import { noSharedData } from "../../data/shared-data.ts";
import { fillCard, renderSignificance, renderTable } from "./card-tables.ts";
import { measureModel } from "./measure-model.ts";

const options = { out: { type: "string" }, write: { type: "boolean" } } as const;
const { values, positionals } = parseArgs({ options, allowPositionals: true });
const [directory = modelDirectory] = positionals;

if (noSharedData) {
  console.error(noSharedData);
  process.exit(1);
}
if (values.write && directory !== modelDirectory) {
  console.error("--write is for the bundled model's own card: leave the directory out");
  process.exit(2);
}
const results = await measureModel(resolve(directory), ({ name, bm25, alone, blended, local }) => {
  console.error(`${name}: BM25 ${bm25}, alone ${alone.mean}, blended ${blended.mean}, local ${local.mean}`);
});
console.log(`${renderTable(results)}\n\n${renderSignificance(results)}`);

const json = `${JSON.stringify(results, null, 1)}\n`;
if (values.out) await writeFile(values.out, json);
if (values.write) {
  const home = new URL("../../../packages/model-mini/", import.meta.url);
  await writeFile(fileURLToPath(new URL("training/results.json", home)), json);
  const card = fileURLToPath(new URL("README.md", home));
  await writeFile(card, fillCard(await readFile(card, "utf8"), results));
}
