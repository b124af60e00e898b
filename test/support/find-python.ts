import { execFileSync } from "node:child_process";

/** A Python 3 that can import these modules: the one on the path, else Debian's own, else none. */
export function findPython(modules: readonly string[]): string | undefined {
  return ["python3", "/usr/bin/python3"].find((program) => {
    try {
      execFileSync(program, ["-c", modules.map((name) => `import ${name}`).join("\n")], { stdio: "ignore" });
      return true;
    } catch {
      return false;
    }
  });
}
