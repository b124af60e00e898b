import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createLexicalReranker, createPipeline, createReranker, pipeline } from "secondpass";
import { describe, expect, test } from "vitest";
import { makeCalibration } from "../../../data/make-calibration.ts";
import { makeTemporaryFolder } from "../../../data/temporary-folder.ts";

const query = "install rust";
const texts = ["Iron oxide is called rust.", "Install Rust with rustup.", "Install Rust  with rustup.", "Paris is mild."];

describe("createPipeline", () => {
  test("one value holds the reranker, its wrappers and the steps around it", async () => {
    await using pass = await createPipeline({ lexical: {}, fallback: ["identity"], dedupe: true, arrange: "reverse" });
    const { results, dropped } = await pass.run(query, texts);
    expect(pass.reranker.id).toBe("lexical");
    expect(results.map(({ index, rank }) => [index, rank])).toEqual([
      [3, 3],
      [0, 2],
      [1, 1],
    ]);
    expect(dropped).toEqual([{ index: 2, reason: "duplicate", duplicateOf: 1 }]);
  });

  test.each([
    '{ "lexical": {}, "arrange": "ends" }',
    '{ "reranker": { "lexical": {}, "arrange": "ends" } }',
    '{ "reranker": "lexical", "arrange": "ends" }',
  ])("JSON text: %s", async (json) => {
    const pass = await createPipeline(json);
    expect(pass.reranker.id).toBe("lexical");
    expect((await pass.run(query, texts)).receipt.arranged).toBe("ends");
  });

  test("a spec string, a reranker at hand and a pipeline at hand", async () => {
    const reranker = createLexicalReranker();
    expect((await createPipeline("lexical")).reranker.id).toBe("lexical");
    expect((await createPipeline(reranker)).reranker).toBe(reranker);
    expect((await createPipeline({ reranker, arrange: "ends" })).reranker).toBe(reranker);
    const made = pipeline(reranker);
    expect(await createPipeline(made)).toBe(made);
  });

  test("a gate takes thresholds, a calibration, or the file of one", async () => {
    const reranker = createLexicalReranker();
    const threshold = makeCalibration(reranker).thresholds[0];
    const thresholds = [
      { ...threshold, target: { measure: "precision", value: 0.9 }, probability: 0.7 },
      { ...threshold, target: { measure: "recall", value: 0.9 }, probability: 0.2 },
    ];
    const calibration = JSON.parse(JSON.stringify({ ...makeCalibration(reranker), thresholds }));
    const file = join(await makeTemporaryFolder(), "calibration.json");
    await writeFile(file, JSON.stringify(calibration));
    for (const gate of [{ correct: 0.7, incorrect: 0.2 }, file, { calibration: file }, { calibration }, calibration]) {
      const pass = await createPipeline({ reranker, calibration: file, gate } as never);
      const { receipt } = await pass.run(query, texts);
      expect(receipt.gate?.thresholds).toEqual({ correct: 0.7, incorrect: 0.2 });
    }
  });

  test.each([
    [{ local: {}, arrange: "best" }, "reranker.arrange: expected"],
    [{ local: {}, dedupe: "near" }, "reranker.dedupe: expected"],
    [{ local: {}, fuse: { weights: { bm25: "much" } } }, "reranker.fuse.weights.bm25: expected number"],
    [{ local: {}, fuse: { lists: [] } }, "reranker.fuse.lists: there is no such option"],
    [{ local: {}, gate: { correct: 2, incorrect: 0 } }, "reranker.gate"],
    [{ local: {}, gate: "./nowhere.json" }, "nowhere.json"],
    [{ local: {}, arange: "ends" }, 'did you mean "arrange"?'],
    [{ arrange: "ends" }, "must have exactly one key that names a reranker"],
    [{ auto: 200, gate: { correct: 0.6, incorrect: 0.2 } }, "with auto a call may come back without"],
    [{ local: {}, onError: "passthrough", gate: { correct: 0.6, incorrect: 0.2 } }, "with onError a call may come back without"],
  ])("%j names what is wrong", async (config, message) => {
    const error = await createPipeline(config as never).catch((error: unknown) => error);
    expect(error).toMatchObject({ code: "invalid_config", message: expect.stringContaining(message) });
  });

  test("thresholds the wrong way round are refused before anything is made", async () => {
    await expect(createPipeline({ local: { model: "./nowhere" }, gate: { correct: 0.2, incorrect: 0.6 } })).rejects.toMatchObject(
      {
        code: "invalid_options",
      },
    );
  });

  test("createReranker makes no reranker of it, and says what does", async () => {
    const error = await createReranker({ lexical: {}, arrange: "ends" } as never).catch((error: unknown) => error);
    expect(error).toMatchObject({
      code: "invalid_config",
      message: expect.stringMatching(/^reranker\.arrange is a step of a pipeline.*use createPipeline/),
    });
  });
});
