import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism, cpus, totalmem } from "node:os";
import { root } from "./paths.ts";

/** Where and on what a run took place: figures of two machines do not belong into one table. */
export interface Machine {
  processor: string;
  cores: number;
  memoryGb: number;
  platform: string;
  node: string;
  onnxruntime: string;
  commit: string;
}

export function describeMachine(): Machine {
  const onnxruntime = createRequire(import.meta.url).resolve("onnxruntime-node/package.json");
  return {
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 1e9),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    onnxruntime: (JSON.parse(readFileSync(onnxruntime, "utf8")) as { version: string }).version,
    commit: readCommit(),
  };
}

function readCommit(): string {
  try {
    const git = (...args: string[]) =>
      execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    const changed = git("status", "--porcelain", "--", "packages").trim() !== "";
    return `${git("rev-parse", "--short", "HEAD").trim()}${changed ? " with changes" : ""}`;
  } catch {
    return "unknown";
  }
}
