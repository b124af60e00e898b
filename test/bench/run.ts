// Measures secondpass beside what people use today: npm run bench [-- --quick] [-- --fresh] [-- speed stall ...]
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createWorkloads } from "./documents.ts";
import { describeMachine } from "./machine.ts";
import { readOptions } from "./options.ts";
import { resultsFile } from "./paths.ts";
import { installPeers } from "./peers.ts";
import { rowsOf, toTable } from "./report/targets.ts";
import { writePage } from "./report/write-page.ts";
import { openResults } from "./results.ts";
import { sections } from "./sections/index.ts";
import type { SectionContext } from "./sections/section.ts";

const options = readOptions(process.argv.slice(2));
const file = options.quick ? resultsFile.replace(".json", "-quick.json") : resultsFile;
if (options.fresh) rmSync(file, { force: true });

const machine = describeMachine();
// These race nobody but secondpass.
const alone = ["listwise", "maxsim", "late"];
const peers = options.sections.some((name) => !alone.includes(name)) ? installPeers() : undefined;
// Sections that are asked for by name are measured again; the others stay as they are.
const results = openResults(file, machine, options.named ? [...options.sections, "date"] : []);

const context: SectionContext = {
  quick: options.quick,
  peers,
  results,
  workload: await createWorkloads(),
  needModel(name) {
    // In a process of its own: weights of half a gigabyte would stay in this one, and in the peak of every child.
    const { status } = spawnSync(
      process.execPath,
      [...process.execArgv, fileURLToPath(new URL("make-model.ts", import.meta.url)), name],
      {
        stdio: ["ignore", process.stderr, "inherit"],
      },
    );
    if (status !== 0) throw new Error(`the model ${name} could not be made`);
  },
};

await results.once("date", async () => new Date().toISOString().slice(0, 10));
for (const name of options.sections) await sections[name]?.(context);
process.stderr.write(`measured in ${results.seconds().toFixed(0)} s\n`);
if (!options.named) results.complete();

process.stdout.write(toTable(rowsOf(results)));
if (!options.quick && results.isComplete) writePage(machine, results);
