import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { loadTokenizer } from "../../../packages/core/src/scorers/onnx/tokenizer/text-tokenizer.ts";
import { type Child, startChild } from "../child.ts";
import { type NewTexts, newTexts } from "../new-texts.ts";
import { bundledModel, modelsFolder } from "../paths.ts";
import { waitForQuiet } from "../quiet.ts";
import { type Section, warmUpDocuments } from "./section.ts";

/** How texts become tokens: by @huggingface/tokenizers, or by our own way to its ids. */
export const tokenisers = ["package", "own"] as const;
type Times = Record<(typeof tokenisers)[number], number[]>;

/** Milliseconds for 100 texts that were never seen before, one value for each round. */
export interface TokeniseTimes {
  name: string;
  documents: number;
  /** Of a round, without the query, on average. */
  tokens: number;
  /** Tokenising alone. */
  encode: Times;
  /** The whole call, on one worker. */
  call: Times;
  /** The same in processor time, of all threads. */
  cpu: Times;
}

const count = 100;
const warmUpRounds = 4;

/** What tokenising costs, alone and as a part of a call with the bundled model. */
export const tokenise: Section = async ({ quick, results, workload }) => {
  const folders = { package: folderOfPackage(), own: bundledModel };
  for (const texts of newTexts(count, workload)) {
    await results.once(`tokenise/${texts.name}`, async (): Promise<TokeniseTimes> => {
      const none = (): Times => ({ package: [], own: [] });
      const found: TokeniseTimes = { name: texts.name, documents: count, tokens: 0, encode: none(), call: none(), cpu: none() };
      const encoders = { package: openPackage(), own: await openOwn() };
      const children = {} as Record<keyof Times, Child>;
      const warmUp = { query: "warm up", documents: texts.round(0).documents.slice(0, warmUpDocuments) };
      for (const name of tokenisers) {
        children[name] = startChild("secondpass.mjs");
        await children[name].ask("open", { directory: folders[name], workers: 1, warmUp });
      }
      for (let round = 0; round < warmUpRounds + (quick ? 3 : 9); round++) {
        const isMeasured = round >= warmUpRounds;
        if (isMeasured) await waitForQuiet();
        await measureRound(texts.round(round), encoders, children, isMeasured ? found : undefined);
      }
      found.tokens /= found.call.own.length;
      for (const child of Object.values(children)) child.end();
      return found;
    });
  }
};

type Encode = (text: string) => readonly number[];

/** Everyone in turn with the same texts; without `found` only to warm up. */
async function measureRound(
  { query, documents }: ReturnType<NewTexts["round"]>,
  encoders: Record<keyof Times, Encode>,
  children: Record<keyof Times, Child>,
  found: TokeniseTimes | undefined,
): Promise<void> {
  const all: string[] = [];
  for (const name of tokenisers) {
    const startedAt = performance.now();
    const ids = documents.map(encoders[name]);
    found?.encode[name].push(performance.now() - startedAt);
    all.push(JSON.stringify(ids));
    if (found && name === "own") found.tokens += ids.reduce((sum, { length }) => sum + length, 0);
  }
  for (const name of tokenisers) {
    const { ms, cpuMs, scores } = await children[name].ask<{ ms: number; cpuMs: number; scores: number[] }>("run", {
      query,
      documents,
    });
    found?.call[name].push(ms);
    found?.cpu[name].push(cpuMs);
    all.push(JSON.stringify(scores));
  }
  const [tokens, ownTokens, scores, ownScores] = all;
  if (tokens !== ownTokens || scores !== ownScores) throw new Error("the two ways to tokenise do not agree");
  process.stderr.write(".");
}

const files = ["tokenizer.json", "tokenizer_config.json"] as const;

/** The bundled model with its tokenizer written in a way that only the package knows; its tokens and its work are the same. */
function folderOfPackage(): string {
  const folder = join(modelsFolder, "bundled-by-package");
  cpSync(bundledModel, folder, { recursive: true });
  const json = JSON.parse(readFileSync(join(bundledModel, files[0]), "utf8"));
  const wrapped = { ...json, post_processor: { type: "Sequence", processors: [json.post_processor] } };
  writeFileSync(join(folder, files[0]), JSON.stringify(wrapped));
  return folder;
}

function openPackage(): Encode {
  // The package is core's dependency, not the workspace's, so it is found from there.
  const core = createRequire(createRequire(import.meta.url).resolve("secondpass/package.json"));
  const { Tokenizer } = core("@huggingface/tokenizers");
  const tokenizer = new Tokenizer(...files.map((file) => JSON.parse(readFileSync(join(bundledModel, file), "utf8"))));
  return (text) => tokenizer.encode(text, { add_special_tokens: false }).ids;
}

async function openOwn(): Promise<Encode> {
  const [json, config] = files.map((file) => join(bundledModel, file)) as [string, string];
  return (await loadTokenizer(json, config)).encode;
}
