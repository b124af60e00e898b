// What `npm run demo`, `npm test` and their siblings do: bring a bare checkout (Node 20 and npm, nothing else) to the point
// where the command can run, then run it. Progress goes to stderr, so that stdout belongs to the command.
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const [name, ...args] = process.argv.slice(2);

const lint = () => timed("lint", [biome("check")]);
const commands = new Map([
  ["demo", [install, build, () => final("demo", node("tsx/dist/cli.mjs", "examples/demo/demo.ts", ...args))]],
  ["test", [install, build, lint, types, () => final("tests", vitest(...args))]],
  ["build", [install, build]],
  ["check", [install, build, lint, types]],
  ["format", [install, () => final("format", biome("check", "--write", ...args))]],
  ["measure", [install, build, () => final("measure", node("tsx/dist/cli.mjs", "test/golden/model-card/measure.ts", ...args))]],
  ["docs", [install, build, () => final("docs", vitest("test/repo/providers-page", "--update"))]],
  ["screenshot", [install, build, () => final("screenshot", node("tsx/dist/cli.mjs", "test/e2e/report/screenshot.ts", ...args))]],
  ["bench", [install, build, () => final("bench", node("tsx/dist/cli.mjs", "test/bench/run.ts", ...args))]],
]);

if (!commands.has(name)) {
  process.stderr.write(`usage: node .repo/run.mjs ${[...commands.keys()].join("|")} [arguments]\n`);
  process.exit(2);
}
for (const step of commands.get(name)) await step();

function pnpm(...rest) {
  return [process.execPath, [join(root, ".repo/pnpm.mjs"), ...rest]];
}

/** A tool from node_modules, run by the Node that runs this file: no shell, so any path will do. */
function node(file, ...rest) {
  return [process.execPath, [join(root, "node_modules", file), ...rest]];
}

function biome(...rest) {
  return node("@biomejs/biome/bin/biome", ...rest);
}

function vitest(...rest) {
  return node("vitest/vitest.mjs", "run", "--config", "test/vitest.config.ts", ...rest);
}

function install() {
  // The tools are devDependencies: they are wanted also where NODE_ENV says production.
  return timed("install", [pnpm("install", "--frozen-lockfile", "--prod=false")]);
}

function build() {
  return timed("build", [pnpm("-r", "--workspace-concurrency=2", "run", "build")]);
}

function types() {
  const packages = readdirSync(join(root, "packages")).map((folder) => join("packages", folder));
  const folders = [...packages, "packages/eval/src/report/page", "test", "examples"];
  const projects = folders.map((folder) => join(folder, "tsconfig.json")).filter((file) => existsSync(join(root, file)));
  const check = (project) => node("typescript/bin/tsc", "--project", project);
  return timed("types", projects.map(check));
}

/** Runs commands, two at a time, and shows their output only where one fails; then ends with that one's exit code. */
async function timed(step, waiting) {
  const startedAt = performance.now();
  process.stderr.write(`${step} ...\n`);
  const finished = [];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) finished.push(await start(next, "pipe"));
  };
  await Promise.all([lane(), lane()]);
  const failed = finished.filter(({ code }) => code !== 0);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stderr.write(
    `${failed.map(({ output }) => output).join("")}${step} ${failed.length ? "failed" : "done"} in ${seconds} s\n`,
  );
  if (failed.length) process.exit(failed[0].code);
}

/** The command itself: its output is the user's, nothing is written after it, and its exit code is ours. */
async function final(step, command) {
  process.stderr.write(`${step} ...\n`);
  process.exitCode = (await start(command, "inherit")).code;
}

function start([program, rest], output) {
  return new Promise((resolve) => {
    const child = spawn(program, rest, { cwd: root, stdio: ["inherit", output, output] });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", (chunk) => (text += chunk));
    child.on("error", (error) => resolve({ code: 1, output: `${program}: ${error.message}\n` }));
    child.on("close", (code, signal) => resolve({ code: code ?? 128 + constants.signals[signal], output: text }));
  });
}
