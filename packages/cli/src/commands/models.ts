import { type Command, Option } from "commander";
import { listModels, type ModelDtype, modelDtypes, pullModel, verifyModel } from "secondpass/models";
import { renderModels, renderVerification } from "../render-models.ts";
import { showDownload } from "../show-download.ts";
import { untilInterrupted } from "../until-interrupted.ts";
import { addDriftCommand } from "./models-drift.ts";

interface ListArguments {
  cacheDir?: string;
  json?: true;
}

interface VerifyArguments extends ListArguments {
  revision?: string;
}

interface PullArguments extends VerifyArguments {
  dtype?: ModelDtype;
  file?: string;
}

const cacheDir = ["--cache-dir <folder>", "where models are kept (default: by HF_HUB_CACHE or HF_HOME)"] as const;
const json = ["--json", "print one JSON document"] as const;
const revision = ["--revision <revision>", "branch, tag or commit (default: main)"] as const;

/** `secondpass models`: what there is, fetching it, and whether it is still what was fetched. */
export function addModelsCommand(program: Command): void {
  const models = program.command("models").description("models of the Hugging Face Hub, and those on this machine");
  models
    .command("list")
    .description("known models and cached ones")
    .option(...cacheDir)
    .option(...json)
    .action(list);
  models
    .command("pull")
    .description("fetch a model into the cache")
    .argument("<id>", "organisation/name, also with @revision")
    .option(...revision)
    .addOption(new Option("--dtype <dtype>", "precision of the weights (default: full)").choices(modelDtypes))
    .option("--file <file>", "ONNX file in the repository; wins over --dtype")
    .option(...cacheDir)
    .option(...json)
    .action(pull);
  models
    .command("verify")
    .description("read a model's cached files and compare size and hash with what the Hub had announced")
    .argument("<id>", "organisation/name, also with @revision")
    .option(...revision)
    .option(...cacheDir)
    .option(...json)
    .action(verify);
  addDriftCommand(models);
}

async function list({ json, ...options }: ListArguments): Promise<void> {
  const models = await listModels(options);
  process.stdout.write(json ? toJson({ models }) : renderModels(models));
}

async function pull(model: string, { json, ...options }: PullArguments): Promise<void> {
  const display = showDownload();
  const { onDownload } = display;
  const pulling = untilInterrupted((signal) => pullModel({ model, ...options, onDownload, signal }));
  const found = await pulling.finally(display.end);
  const { directory, file, warnings, model: pinned } = found;
  for (const { message } of warnings) process.stderr.write(`secondpass: ${message}\n`);
  process.stdout.write(
    json ? toJson({ ...pinned, directory, warnings }) : `${pinned.id}@${pinned.revision} ${file}\n${directory}\n`,
  );
}

async function verify(model: string, { json, ...options }: VerifyArguments): Promise<void> {
  const verification = await verifyModel({ model, ...options });
  process.stdout.write(json ? toJson(verification) : renderVerification(verification));
  if (verification.isSound) return;
  const damaged = verification.files.filter(({ status }) => status !== "ok" && status !== "unknown");
  const places = damaged.map(({ location }) => `\n  ${location}`);
  throw new Error(`${verification.id} is damaged: remove what follows and pull it again${places.join("")}`);
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
