import { calibrated, createReranker, type RerankerConfig } from "secondpass";
import { describe, expect, test } from "vitest";
import { makeCalibration } from "../../../data/make-calibration.ts";
import { makeModelFolder } from "../../../data/model-folder.ts";
import { counting } from "../stage-kit.ts";

const made = counting("numbers", { fingerprint: "1" }).reranker;
const calibration = makeCalibration(made);

describe("a calibration of something else is refused", () => {
  test.each([
    ["another reranker", counting("others").reranker, "it was made for numbers, and this is others"],
    [
      "another scale",
      counting("numbers", { scoreScale: "unit" }).reranker,
      "on the scale logit, and those of numbers are on unit",
    ],
    [
      "another fingerprint",
      counting("numbers", { fingerprint: "2" }).reranker,
      "with other model files or options (with blend 0)",
    ],
  ])("%s", (_, reranker, message) => {
    expect(() => calibrated(reranker, calibration)).toThrow(
      expect.objectContaining({ code: "calibration_mismatch", message: expect.stringContaining(message) }),
    );
    expect(() => calibrated(reranker, calibration)).toThrow("calibrate again with `secondpass calibrate`");
  });

  test("a reranker that cannot say what its scores depend on is held to id and scale", () => {
    const { fingerprint: _, ...anonymous } = made;
    expect(calibrated(anonymous, calibration).supports.probability).toBe(true);
    expect(calibrated(made, makeCalibration(anonymous)).supports.probability).toBe(true);
  });

  test('one of another scale also with onMismatch "warn"', () => {
    const { reranker } = counting("numbers", { scoreScale: "unit" });
    expect(() => calibrated(reranker, calibration, { onMismatch: "warn" })).toThrow(/are on unit/);
  });

  test('with onMismatch "warn" it is applied, and every receipt says so', async () => {
    const reranker = calibrated(counting("others").reranker, calibration, { onMismatch: "warn" });
    for (const _ of [1, 2]) {
      const { results, receipt } = await reranker.rerank("q", ["0"]);
      expect(results[0]?.probability).toBe(0.5);
      expect(receipt.warnings).toEqual([
        { code: "calibration_mismatch", message: "calibration: it was made for numbers, and this is others" },
      ]);
    }
  });
});

describe("the local model, by the content of its files and its options", () => {
  const create = (options: object) => createReranker({ local: options } as RerankerConfig);

  test("the same files in another place are the same; other options and other files are not", async () => {
    const [model, copy] = [await makeModelFolder(), await makeModelFolder()];
    await using original = await create({ model, blend: 0 });
    const own = makeCalibration(original);
    expect(JSON.stringify(own)).not.toContain(model);
    await using elsewhere = await create({ model: copy, blend: 0, workers: 1 });
    expect(calibrated(elsewhere, { ...own, reranker: { ...own.reranker, id: elsewhere.id } }).supports.probability).toBe(true);
    for (const options of [{ model, blend: 0.3 }, { model, blend: 0, maxTokens: 32 }, { blend: 0 }]) {
      await using other = await create(options);
      const renamed = { ...own, reranker: { ...own.reranker, id: other.id } };
      expect(() => calibrated(other, renamed), JSON.stringify(options)).toThrow(/with other model files or options/);
    }
  });
});
