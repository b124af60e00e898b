import { join } from "node:path";
import { type Child, startChild } from "../child.ts";
import { correlationOf } from "../model/check-model.ts";
import { colbert, modelFiles, type Precision } from "../model/shapes.ts";
import { modelsFolder } from "../paths.ts";
import { waitForQuiet } from "../quiet.ts";
import { type Section, warmUpDocuments, warmUpRound } from "./section.ts";

/** How each way to compare documents with a query is opened. */
const ways = {
  "cross-encoder": { child: "secondpass.mjs", model: colbert.shape, open: {} },
  computed: { child: "late.mjs", model: colbert.name, open: { kind: "lateInteraction" } },
  float32: { child: "late.mjs", model: colbert.name, open: { kind: "lateInteraction", store: "float32" } },
  int8: { child: "late.mjs", model: colbert.name, open: { kind: "lateInteraction", store: "int8" } },
  "bi-encoder": { child: "late.mjs", model: colbert.name, open: { kind: "biEncoder" } },
} as const;
export type LateWay = keyof typeof ways;

export interface LateTimes {
  documents: number;
  /** Time of one call, one value for each round. */
  ms: Record<LateWay, number[]>;
  /** Correlation of the scores with those of vectors that were computed for the call, at its lowest. */
  agreement: Partial<Record<LateWay, number>>;
  /** Room that the vectors of a document take, on average, and how many they are. */
  bytes: Record<"float32" | "int8", number>;
  vectors: number;
  /** How late timers fire on the main thread during a call with stored vectors. */
  stallP99Ms: number;
}

const precision: Precision = "fp32";

/** Late interaction beside a cross-encoder of the same shape, on the same documents. */
export const late: Section = async ({ quick, results, workload, needModel }) => {
  needModel(colbert.shape);
  needModel(colbert.name);
  await results.once("late", async (): Promise<LateTimes> => {
    const names = Object.keys(ways) as LateWay[];
    const children = new Map<LateWay, Child>();
    for (const name of names) {
      const { child: file, model, open } = ways[name];
      const child = startChild(file);
      const warmUp = workload(warmUpDocuments, warmUpRound);
      const directory = join(modelsFolder, model);
      await child.ask("open", { ...open, directory, file: modelFiles[precision], workers: 2, warmUp });
      children.set(name, child);
    }
    const ask = <Answer>(name: LateWay, op: string, input: object) => (children.get(name) as Child).ask<Answer>(op, input);
    const none = () => Object.fromEntries(names.map((name) => [name, [] as number[]])) as LateTimes["ms"];
    const found: LateTimes = {
      documents: 0,
      ms: none(),
      agreement: {},
      bytes: { float32: 0, int8: 0 },
      vectors: 0,
      stallP99Ms: 0,
    };
    for (let round = 0; round < (quick ? 1 : 5); round++) {
      const { query, documents } = workload(quick ? 32 : 100, round);
      found.documents = documents.length;
      for (const store of ["float32", "int8"] as const) {
        const filled = await ask<{ bytes: number; vectors: number }>(store, "fill", { documents });
        found.bytes[store] = filled.bytes / documents.length;
        found.vectors = filled.vectors / documents.length;
      }
      await waitForQuiet();
      let computed: number[] | undefined;
      for (const name of names) {
        const { ms, scores } = await ask<{ ms: number; scores: number[] }>(name, "run", { query, documents });
        found.ms[name].push(ms);
        if (name === "computed") computed = scores;
        else if (computed && name !== "bi-encoder") {
          found.agreement[name] = Math.min(found.agreement[name] ?? 1, correlationOf(computed, scores));
        }
        process.stderr.write(".");
      }
      const { p99Ms } = await ask<{ p99Ms: number }>("float32", "stall", { query: `${query} again`, documents });
      found.stallP99Ms = Math.max(found.stallP99Ms, p99Ms);
    }
    for (const child of children.values()) child.end();
    return found;
  });
};
