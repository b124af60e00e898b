import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism, cpus, totalmem } from "node:os";
import { root } from "./paths.ts";

/** Where and on what a run took place: figures of two machines do not belong into one table. */
export interface Machine {
  processor: string;
  /** Those that matter for matrix products, as far as the system tells. */
  instructions: string[];
  cores: number;
  memoryGb: number;
  platform: string;
  node: string;
  onnxruntime: string;
}

// int8 gains most from VNNI, and a little less from 512 bits without it.
const telling = ["avx2", "avx512f", "avx512_vnni", "avx_vnni", "amx_int8", "asimddp", "i8mm"];

export function describeMachine(): Machine {
  const onnxruntime = createRequire(import.meta.url).resolve("onnxruntime-node/package.json");
  return {
    processor: cpus()[0]?.model.trim() ?? "unknown",
    instructions: readInstructions(),
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 1e9),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    onnxruntime: (JSON.parse(readFileSync(onnxruntime, "utf8")) as { version: string }).version,
  };
}

function readInstructions(): string[] {
  const file = "/proc/cpuinfo";
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const flags = new Set(/^(?:flags|Features)\s*:(.*)$/m.exec(text)?.[1]?.trim().split(/\s+/));
  return telling.filter((name) => flags.has(name));
}

/** The state of the packages that is measured. */
export function readCommit(): string {
  try {
    const git = (...args: string[]) =>
      execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    const changed = git("status", "--porcelain", "--", "packages").trim() !== "";
    return `${git("rev-parse", "--short", "HEAD").trim()}${changed ? " with changes" : ""}`;
  } catch {
    return "unknown";
  }
}
