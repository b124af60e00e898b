import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { availableParallelism, cpus, homedir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import type { Reranker } from "../../contract/index.ts";
import { replaceFile } from "../../io/replace-file.ts";
import type { TimeFit } from "./time-fit.ts";

/** Measured times of one model on this machine, by how many calls were under way. */
export type ModelTimes = Map<number, TimeFit>;

// Raised when the meaning of a file changes, so that no version reads what another has written.
const format = 1;

const amount = v.pipe(v.number(), v.finite(), v.minValue(0));
const fit = v.object({
  calls: amount,
  weight: v.pipe(
    amount,
    v.check((value) => value > 0),
  ),
  tokens: amount,
  ms: amount,
  tokensSquared: amount,
  tokensMs: amount,
  squaredError: amount,
});
const schema = v.object({ levels: v.record(v.pipe(v.string(), v.regex(/^\d$/)), fit) });

/** Where times are kept: `secondpass/times` in the user's cache folder, by `XDG_CACHE_HOME`. */
export function timesFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "secondpass", "times");
}

/** The file of one model: times of another machine, runtime or model are not these. */
export function timesFile(folder: string, { id, fingerprint }: Reranker): string {
  const key = JSON.stringify([format, machine(), id, fingerprint ?? null]);
  return join(folder, `${createHash("sha256").update(key).digest("hex").slice(0, 32)}.json`);
}

/** What the file has; nothing where there is none, or it is no such file. */
export async function readTimes(file: string): Promise<ModelTimes> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  const { success, output } = v.safeParse(schema, text === undefined ? undefined : parse(text));
  return new Map(success ? Object.entries(output.levels).map(([level, fit]) => [Number(level), fit]) : []);
}

export async function writeTimes(file: string, { id }: Reranker, times: ModelTimes): Promise<void> {
  await replaceFile(
    file,
    `${JSON.stringify({ reranker: id, machine: machine(), levels: Object.fromEntries(times) }, null, 1)}\n`,
  );
}

function machine(): string[] {
  const { arch, platform, version } = process;
  return [platform, arch, cpus()[0]?.model ?? "", String(availableParallelism()), version];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
