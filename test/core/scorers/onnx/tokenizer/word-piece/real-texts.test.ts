import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { modelDirectory } from "@secondpass/model-mini";
import { expect, test } from "vitest";
import { noSharedData, sharedData } from "../../../../../data/shared-data.ts";
import { openBoth, readFiles } from "./support/open-both.ts";

const models = {
  "the bundled model": modelDirectory,
  "ms-marco-MiniLM-L-6-v2": join(sharedData, "model-assets/ms-marco-MiniLM-L-6-v2"),
};
const corpora = ["scifact", "cranfield", "trec-dl19-rerank", "xquad/de", "xquad/zh", "xquad/ar"];
const mostTexts = 600;

for (const [model, folder] of Object.entries(models)) {
  for (const corpus of corpora) {
    test(`${model}: texts of ${corpus} have the ids that the package gives them`, ({ skip }) => {
      skip(noSharedData !== undefined, noSharedData);
      const file = join(sharedData, "collections", corpus, "corpus.jsonl");
      expect(existsSync(file)).toBe(true);
      const { slow, fast, isFast } = openBoth(readFiles(folder));
      expect(isFast).toBe(true);
      for (const line of readFileSync(file, "utf8").split("\n").filter(Boolean).slice(0, mostTexts)) {
        const { text } = JSON.parse(line) as { text: string };
        expect(fast(text)).toEqual(slow(text));
      }
    });
  }
}
