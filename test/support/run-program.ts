import { spawn } from "node:child_process";

export interface ProgramResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface ProgramOptions {
  /** Default: the working directory. */
  cwd?: string;
  environment?: Record<string, string>;
  /** What the program reads on standard input. Default: nothing. */
  input?: string;
  /** Ctrl-C is pressed when this resolves. Default: never. */
  interruptWhen?: Promise<unknown>;
}

/** Runs a program to its end, whatever its exit code. */
export function runProgram(program: string, args: readonly string[], options: ProgramOptions = {}): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: { ...cleanEnvironment(), ...options.environment },
    });
    const output = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (chunk) => {
      output.stdout += chunk;
    });
    child.stderr.setEncoding("utf8").on("data", (chunk) => {
      output.stderr += chunk;
    });
    // A program that ends without reading closes its end of the pipe.
    child.stdin.on("error", () => {});
    child.stdin.end(options.input ?? "");
    child.on("error", reject);
    options.interruptWhen?.then(() => child.kill("SIGINT"), reject);
    child.on("close", (code) => resolve({ code, ...output }));
  });
}

/** The environment of whoever runs the tests, without what the test runner and a personal configuration would change. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^(VITEST.*|TEST|NODE_ENV|NODE_OPTIONS|FORCE_COLOR|SECONDPASS_.*)$/;
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(own), NO_COLOR: "1" };
}

/** Runs a program that has to succeed, and returns what it wrote to stdout. */
export async function runToSuccess(program: string, args: readonly string[], options: ProgramOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await runProgram(program, args, options);
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code}\n${stdout}\n${stderr}`);
  return stdout;
}
