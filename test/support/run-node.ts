import { spawn } from "node:child_process";

/** How a process ended, by exit code or by signal, and when. */
export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  /** Milliseconds since 1970. */
  endedAt: number;
}

/** Runs Node to its end, with nothing of this process's environment. One that hangs is killed, which shows in its signal. */
export function runNode(args: readonly string[], timeoutMs = 20_000): Promise<Ending> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      env: { PATH: process.env.PATH },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: timeoutMs,
      killSignal: "SIGKILL",
    });
    const output = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (chunk) => {
      output.stdout += chunk;
    });
    child.stderr.setEncoding("utf8").on("data", (chunk) => {
      output.stderr += chunk;
    });
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, ...output, endedAt: Date.now() }));
  });
}
