import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeTemporaryFolder } from "../../data/temporary-folder.ts";

export interface CollectionFiles {
  "corpus.jsonl"?: string | Buffer;
  "queries.jsonl"?: string | Buffer;
  "qrels/test.tsv"?: string | Buffer;
  [name: string]: string | Buffer | undefined;
}

const lines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

/** Four documents and three queries that words alone can answer; the first stage is wrong about the first two. */
export const smallCollection: CollectionFiles = {
  "corpus.jsonl": lines([
    { _id: "d1", title: "Iron", text: "rusts in the rain" },
    { _id: "d2", title: "", text: "install rust with rustup" },
    { _id: "d3", text: "paris in spring" },
    { _id: "d4", text: "cancel an order within 14 days" },
  ]),
  "queries.jsonl": lines([
    { _id: "q1", text: "how do I install rust" },
    { _id: "q2", text: "cancel order" },
    { _id: "q3", text: "paris" },
    { _id: "q4", text: "nobody judged this" },
  ]),
  "qrels/test.tsv": "query-id\tcorpus-id\tscore\nq1\td2\t1\nq2\td4\t2\nq2\td1\t0\nq3\td3\t1\n",
  "run.trec": [
    "q1 Q0 d1 1 3 bm25",
    "q1 Q0 d2 2 2 bm25",
    "q2 Q0 d3 1 3 bm25",
    "q2 Q0 d1 2 2 bm25",
    "q2 Q0 d4 3 1 bm25",
    "q3 Q0 d3 1 3 bm25",
    "q4 Q0 d1 1 3 bm25",
    "",
  ].join("\n"),
};

/** Writes a collection, with some files other than those of the small one; `undefined` leaves a file out. */
export async function writeCollection(changes: CollectionFiles = {}): Promise<string> {
  const folder = await makeTemporaryFolder();
  await mkdir(join(folder, "qrels"));
  for (const [name, content] of Object.entries({ ...smallCollection, ...changes })) {
    if (content !== undefined) await writeFile(join(folder, name), content);
  }
  return folder;
}

/** Writes one file. */
export async function writeData(content: string | Buffer, name = "data"): Promise<string> {
  const file = join(await makeTemporaryFolder(), name);
  await writeFile(file, content);
  return file;
}
