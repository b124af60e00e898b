import { writeCollection } from "./write-collection.ts";

const words = ["apple", "birch", "cedar", "daisy", "elder", "fern", "grass", "hazel", "iris", "jasmine", "kelp", "lily"];

/** Texts that would do harm on a page that takes them for markup or code. */
export const hostileTexts: readonly string[] = [
  '<img src="x" onerror="document.title = 1">',
  "</script><script>document.title = 2</script>",
  "<!-- <script>",
  "\u2028document.title = 3\u2029",
  "{{7*7}} <%= document.title = 4 %> \" ' & &lt;b&gt;",
];

/**
 * 40 queries of a word each, with the twelve documents of their group as candidates, and the relevant one in a place of its own; ids,
 * titles and texts are hostile where `isHostile`.
 */
export function writeReportCollection({ isHostile = false, queries = 40 } = {}): Promise<string> {
  const hostile = (i: number) => (isHostile ? ` ${hostileTexts[i % hostileTexts.length]}` : "");
  const ids = Array.from({ length: queries }, (_, i) => i);
  const word = (i: number) => `${words[i % words.length]}${Math.floor(i / words.length)}`;
  const documentId = (i: number, j: number) => `d${i}-${j}${isHostile && j === 0 ? "<i>" : ""}`;
  const documents = ids.flatMap((i) =>
    words.map((_, j) => {
      const isAnswer = j === (i * 5) % words.length;
      const text = `${isAnswer ? `${word(i)} is the ${word(i)} that was asked for` : `about ${words[j]} ${j % 4 === 1 ? word(i) : ""}`}.${hostile(i + j)}`;
      return { _id: documentId(i, j), title: `Title ${i}-${j}${hostile(i + j + 1)}`, text };
    }),
  );
  const judged = ids.flatMap((i) => [
    `q${i}\t${documentId(i, (i * 5) % words.length)}\t${1 + (i % 2)}\n`,
    `q${i}\t${documentId(i, (i * 5 + 1) % words.length)}\t0\n`,
  ]);
  const run = ids.flatMap((i) => words.map((_, j) => `q${i} Q0 ${documentId(i, j)} ${j + 1} ${words.length - j} bm25\n`));
  const lines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  return writeCollection({
    "corpus.jsonl": lines(documents),
    "queries.jsonl": lines(
      ids.map((i) => ({ _id: `q${i}`, text: `${word(i)}${i % 3 === 0 ? " in the year 1900" : ""}${hostile(i)}` })),
    ),
    "qrels/test.tsv": judged.join(""),
    "run.trec": run.join(""),
  });
}
