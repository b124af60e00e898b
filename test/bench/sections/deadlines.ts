import { join } from "node:path";
import { startChild } from "../child.ts";
import type { Workload } from "../documents.ts";
import { describeMachine, readCommit } from "../machine.ts";
import { modelFiles } from "../model/shapes.ts";
import { modelsFolder } from "../paths.ts";
import { waitForQuiet } from "../quiet.ts";
import { toDeadlineTable, writeDeadlinesPage } from "../report/deadlines-page.ts";
import { type Section, warmUpDocuments, warmUpRound } from "./section.ts";

/** One way to rerank, and how its calls did with so many callers at once. */
export interface DeadlineLoad {
  name: string;
  callers: number;
  answers: DeadlineAnswer[];
}

export interface DeadlineAnswer {
  ms: number;
  reranked: boolean;
  /** Whether all was read that was to be. */
  complete: boolean;
  /** Whether a second stage ranked. */
  second: boolean;
  /** Planned depths, where they were planned. */
  depth: number | null;
  secondDepth: number | null;
}

export interface Deadlines {
  budgetMs: number;
  documents: number;
  loads: DeadlineLoad[];
}

const budgetMs = 200;
const documents = 100;
const crowd = [1, 2, 8];

/** Whether cascades and choices by budget are done in time with several callers at once, and what they read in that time. */
export const deadlines: Section = async ({ quick, results, workload, needModel }) => {
  needModel("minilm");
  const found = await results.once("deadlines", async (): Promise<Deadlines> => {
    const child = startChild("deadlines.mjs");
    const workloads: Workload[] = Array.from({ length: quick ? 4 : 24 }, (_, i) => workload(documents, 600 + i));
    const { names } = await child.ask<{ names: string[] }>("open", {
      directory: join(modelsFolder, "minilm"),
      file: modelFiles.int8,
      budgetMs,
      warmUp: workload(warmUpDocuments, warmUpRound),
    });
    const loads: DeadlineLoad[] = [];
    let round = 0;
    for (const callers of crowd) {
      for (const name of names) {
        await waitForQuiet();
        // As many answers from few callers as from many, but where nobody keeps time and each takes seconds.
        const calls = Math.ceil((name.includes("no deadline") ? 24 : quick ? 24 : 240) / callers);
        const { answers } = await child.ask<{ answers: DeadlineAnswer[] }>("load", { name, callers, calls, workloads, round });
        loads.push({ name, callers, answers });
        round++;
        process.stderr.write(".");
      }
    }
    child.end();
    return { budgetMs, documents, loads };
  });
  process.stdout.write(toDeadlineTable(found));
  if (!quick) writeDeadlinesPage(found, describeMachine(), readCommit());
};
