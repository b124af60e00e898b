import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A process of its own: nobody's memory, threads or caches are measured with another's. */
export interface Child {
  ask<Answer = unknown>(op: string, input?: object): Promise<Answer>;
  /** Most memory that the process ever held, in MB. */
  peakMb(): Promise<number>;
  end(): void;
}

/** Starts one of the files in `children`. */
export function startChild(file: string): Child {
  const child = forkPlain(file);
  const waiting = new Map<number, { resolve(answer: never): void; reject(error: Error): void }>();
  let next = 0;
  let ended = false;
  child.on("message", ({ id, answer, error }: { id: number; answer: never; error?: string }) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asked?.resolve(answer);
    else asked?.reject(new Error(error));
  });
  child.on("exit", (code, signal) => {
    ended = true;
    for (const { reject } of waiting.values()) reject(new Error(`${file} ended with ${code ?? signal}`));
    waiting.clear();
  });

  function ask<Answer>(op: string, input: object = {}): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      if (ended) return reject(new Error(`${file} has ended`));
      const id = next++;
      waiting.set(id, { resolve, reject });
      child.send({ id, op, ...input });
    });
  }

  return {
    ask,
    peakMb: async () => (await ask<{ peakMb: number }>("peak")).peakMb,
    end: () => void child.kill("SIGKILL"),
  };
}

/** Takes a core until it is told to stop. */
export async function startSpinning(): Promise<() => void> {
  const child = forkPlain("spin.mjs");
  await new Promise((resolve) => child.once("message", resolve));
  return () => void child.kill("SIGKILL");
}

/** Plain Node, without the loader of the process that runs the benchmark; its output is not ours. */
function forkPlain(file: string): ChildProcess {
  const path = fileURLToPath(new URL(`./children/${file}`, import.meta.url));
  return fork(path, { execArgv: [], serialization: "advanced", stdio: ["ignore", "ignore", "inherit", "ipc"] });
}
