import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const program = `
  import { pullModel } from "secondpass/models";
  try {
    const { directory, model } = await pullModel({ model: process.argv[1] });
    console.log(JSON.stringify({ directory, model }));
  } catch (error) {
    console.log(JSON.stringify({ error: error.toJSON?.() ?? String(error) }));
  }`;

export interface ChildPull {
  /** What it printed; `undefined` when it was killed. */
  done: Promise<Record<string, unknown> | undefined>;
  kill(): void;
}

/** Pulls a model in a process of its own. */
export function pullInChild(model: string, environment: Record<string, string>): ChildPull {
  const child = spawn(process.execPath, ["--input-type=module", "-e", program, model], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  const done = new Promise<Record<string, unknown> | undefined>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => resolve(output === "" ? undefined : JSON.parse(output)));
  });
  return { done, kill: () => void child.kill("SIGKILL") };
}
