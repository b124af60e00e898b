import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Run } from "@secondpass/eval";
import { makeTemporaryFolder } from "../../data/temporary-folder.ts";

export interface UnjudgedCollection {
  folder: string;
  run: Run;
  /** Grade that a mock without noise gives, by document id: that of its mark. */
  grades: ReadonlyMap<string, number>;
}

/**
 * A collection that nobody has judged: for each query so many documents with a mark `(rel 0.67)`, of the grades 0 to 3 in turn.
 *
 * @param extra what stands in a document behind its mark
 */
export async function writeUnjudged(
  queries: number,
  documents: number,
  extra: (query: number, document: number) => string = () => "",
): Promise<UnjudgedCollection> {
  const folder = await makeTemporaryFolder();
  const grades = new Map<string, number>();
  const run: Run = new Map();
  const corpus: string[] = [];
  const asked: string[] = [];
  for (let q = 1; q <= queries; q++) {
    asked.push(JSON.stringify({ _id: `q${q}`, text: `question number ${q}` }));
    run.set(`q${q}`, []);
    for (let d = 1; d <= documents; d++) {
      const id = `q${q}d${d}`;
      const grade = (q + d) % 4;
      grades.set(id, grade);
      corpus.push(JSON.stringify({ _id: id, text: `Document ${d} about ${q} (rel ${(grade / 3).toFixed(2)})${extra(q, d)}` }));
      run.get(`q${q}`)?.push({ id, score: documents - d });
    }
  }
  await writeFile(join(folder, "corpus.jsonl"), `${corpus.join("\n")}\n`);
  await writeFile(join(folder, "queries.jsonl"), `${asked.join("\n")}\n`);
  return { folder, run, grades };
}
