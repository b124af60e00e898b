import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { sharedData } from "./shared-data.ts";

/** A recorded run of a listwise model: what it answered, window by window, and the order that came of it. */
export interface ReplayLog {
  name: string;
  /** Answers of each query's windows, in the order of asking. */
  answers: Map<string, string[]>;
  /** Document ids of each query, by its text, best first, as the recorded run has them. */
  run: Map<string, string[]>;
}

const folder = join(sharedData, "llm-listwise");

/** The recorded logs, by the time in their name. */
export function readReplayLogs(queryIds: ReadonlyMap<string, string>): ReplayLog[] {
  return readdirSync(join(folder, "replay")).map((file) => {
    const answers = new Map<string, string[]>();
    for (const line of linesOf(join(folder, "replay", file))) {
      const { query, response } = JSON.parse(line) as { query: string; response: string };
      answers.set(query, [...(answers.get(query) ?? []), response]);
    }
    const run = new Map<string, string[]>();
    for (const line of linesOf(join(folder, "runs", file.replace(".jsonl.gz", ".trec.gz")))) {
      const [id = "", , document = ""] = line.split(/\s+/);
      const query = queryIds.get(id);
      if (query !== undefined) run.set(query, [...(run.get(query) ?? []), document]);
    }
    return { name: file.replace(/^output_v2_|_4096.*_dl19_|\.jsonl\.gz$/g, " ").trim(), answers, run };
  });
}

function linesOf(path: string): string[] {
  return gunzipSync(readFileSync(path))
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "");
}
