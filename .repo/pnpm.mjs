// The pnpm that package.json pins, as in `node .repo/pnpm.mjs install`; no global one is asked for. npm fetches it once, into
// .cache. (`npx pnpm@…` asks the registry again at every start, and so does not work without a network.)
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const folder = join(root, ".cache", packageManager);
const pnpm = join(folder, "node_modules/pnpm/bin/pnpm.cjs");

if (!existsSync(pnpm)) {
  mkdirSync(folder, { recursive: true });
  // A package.json of its own keeps npm in this folder.
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  // npm is a batch file on Windows, which only a shell starts. Its words go to stderr: stdout is pnpm's.
  const options = { cwd: folder, shell: process.platform === "win32", stdio: ["inherit", process.stderr, "inherit"] };
  run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", packageManager], options);
}
// CI: never ask before modules are replaced, there may be no terminal to answer from.
run(process.execPath, [pnpm, ...process.argv.slice(2)], { env: { ...process.env, CI: "true" } });

function run(program, args, options) {
  const { status, error } = spawnSync(program, args, { stdio: "inherit", ...options });
  if (error) process.stderr.write(`${program}: ${error.message}\n`);
  if (status !== 0) process.exit(status ?? 1);
}
