// Writes a collection of made-up words in BEIR layout, with two runs; the same gzipped in packed/: tsx make-collection.ts FOLDER DOCUMENTS QUERIES
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { createGaussian, createRandom } from "../model/random.ts";
import { createWords } from "./made-words.ts";

/** Candidates of each query. */
const depth = 100;
// Passages: about as long as those of MS MARCO and Natural Questions, some three times as long.
const lengths = { median: 100, sigma: 0.5 } as const;
const vocabulary = 200_000;

const [folder = "", documents = 0, queries = 0] = process.argv.slice(2).map((arg, i) => (i === 0 ? arg : Number(arg))) as [
  string,
  number,
  number,
];

/** Written under another name first: a folder with the right name is complete. */
async function makeCollection(): Promise<void> {
  if (existsSync(folder)) return;
  const draft = `${folder}.${process.pid}`;
  for (const below of ["qrels", "packed/qrels"]) mkdirSync(join(draft, below), { recursive: true });
  const asked = new Map<number, string>();
  await write(join(draft, "corpus.jsonl"), corpusLines(asked));
  await write(join(draft, "queries.jsonl"), queryLines(asked));
  await write(join(draft, "qrels/test.tsv"), qrelsLines(asked));
  for (const name of ["a", "b"]) await write(join(draft, `${name}.trec`), runLines(asked, name));
  for (const name of ["corpus.jsonl", "queries.jsonl", "qrels/test.tsv", "a.trec"]) {
    await pack(join(draft, name), join(draft, "packed", `${name}.gz`));
  }
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
}

/** Every so many documents one is asked for, in words of its own. */
function* corpusLines(asked: Map<number, string>): Generator<string> {
  const word = createWords(vocabulary, 1);
  const [gaussian, random] = [createGaussian(2), createRandom(3)];
  const step = Math.floor(documents / queries);
  for (let i = 0; i < documents; i++) {
    const length = Math.max(5, Math.round(lengths.median * Math.exp(lengths.sigma * gaussian())));
    const words = Array.from({ length }, word);
    if (i % step === 0 && asked.size < queries) {
      const size = 3 + Math.floor(random() * 8);
      asked.set(i, Array.from({ length: size }, () => words[Math.floor(random() * length)]).join(" "));
    }
    yield `${JSON.stringify({ _id: documentId(i), title: words.slice(0, 4).join(" "), text: `${words.join(" ")}.` })}\n`;
  }
}

function* queryLines(asked: ReadonlyMap<number, string>): Generator<string> {
  for (const [i, text] of asked) yield `${JSON.stringify({ _id: queryId(i), text })}\n`;
}

function* qrelsLines(asked: ReadonlyMap<number, string>): Generator<string> {
  yield "query-id\tcorpus-id\tscore\n";
  for (const i of asked.keys()) yield `${queryId(i)}\t${documentId(i)}\t1\n`;
}

/** The document that is asked for at some rank, among others from all over the corpus. */
function* runLines(asked: ReadonlyMap<number, string>, name: string): Generator<string> {
  const random = createRandom(name === "a" ? 4 : 5);
  for (const i of asked.keys()) {
    const others = new Set([i]);
    while (others.size < depth) others.add(Math.floor(random() * documents));
    others.delete(i);
    const candidates = [...others];
    candidates.splice(Math.floor(random() ** 3 * depth), 0, i);
    let score = 30;
    yield candidates
      .map((document, at) => {
        score -= random() / 4;
        return `${queryId(i)} Q0 ${documentId(document)} ${at + 1} ${score.toFixed(6)} ${name}\n`;
      })
      .join("");
  }
}

// Longer than the strings that V8 copies, as ids often are: who keeps a piece of a line keeps the line.
const documentId = (i: number) => `document-${String(i).padStart(8, "0")}`;
const queryId = (i: number) => `query-${i}`;

function write(file: string, lines: Iterable<string>): Promise<void> {
  return pipeline(Readable.from(inChunks(lines)), createWriteStream(file));
}

function* inChunks(lines: Iterable<string>): Generator<string> {
  let chunk: string[] = [];
  for (const line of lines) {
    if (chunk.push(line) < 1000) continue;
    yield chunk.join("");
    chunk = [];
  }
  yield chunk.join("");
}

function pack(file: string, packed: string): Promise<void> {
  return pipeline(createReadStream(file), createGzip({ level: 1 }), createWriteStream(packed));
}

await makeCollection();
