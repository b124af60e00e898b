import type { Command } from "commander";
import { checkKeys } from "../doctor/check-keys.ts";
import { checkMachine } from "../doctor/check-machine.ts";
import { checkReranker } from "../doctor/check-reranker.ts";
import { parseCount } from "../option-parsers.ts";
import { renderFindings } from "../render-findings.ts";

interface DoctorArguments {
  reranker?: string;
  calls: number;
  json?: true;
}

/** `secondpass doctor`: keys, reachability, latency, limits, score spread, and what to do about what is wrong. */
export function addDoctorCommand(program: Command): void {
  program
    .command("doctor")
    .description("check a reranker: keys, reachability, latency, limits, whether its scores tell documents apart")
    .option("--reranker <spec>", "as for rerank (default: SECONDPASS_RERANKER, secondpass.config.json, local)")
    .option("--calls <n>", "calls of five short documents to make; each costs what a call costs", parseCount, 3)
    .option("--json", "print { ok, findings } as one JSON document")
    .action(doctor);
}

async function doctor({ reranker: spec, calls, json }: DoctorArguments): Promise<void> {
  const findings = [...checkMachine(), await checkKeys(), ...(await checkReranker({ spec, calls }))];
  const ok = findings.every(({ status }) => status !== "failure");
  const text = json ? `${JSON.stringify({ ok, findings }, null, 2)}\n` : renderFindings(findings, process.stdout.columns ?? 100);
  process.stdout.write(text);
  if (!ok) throw new Error("something is wrong; see FAIL above");
}
