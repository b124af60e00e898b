import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { abTest, compareRuns, evaluate } from "@secondpass/eval";
import { expect, test } from "vitest";
import { writeCollection } from "../support/write-collection.ts";

test("whoever measures with a model's judgments is told so", async () => {
  const collection = await writeCollection();
  const [run, qrels] = [join(collection, "run.trec"), join(collection, "qrels/test.tsv")];
  const measureAll = () =>
    Promise.all([evaluate({ collection, run }), compareRuns({ qrels, runs: [run, run] }), abTest({ qrels, a: run, b: run })]);
  const isTold = {
    code: "judged_by_model",
    message: `the judgments in ${qrels} are by openai:some, not by people; what they are worth is in ${qrels}.json`,
  };
  for (const { warnings } of await measureAll()) expect(warnings).not.toContainEqual(isTold);
  await writeFile(`${qrels}.json`, JSON.stringify({ madeBy: "language model", model: "openai:some" }));
  for (const { warnings } of await measureAll()) expect(warnings).toContainEqual(isTold);
  await writeFile(`${qrels}.json`, "{");
  await expect(evaluate({ collection, run })).rejects.toThrow(/test\.tsv\.json: cannot be read/);
});
