import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Calibration, calibrated, readCalibration } from "secondpass";
import { expect, test } from "vitest";
import { makeCalibration } from "../../../data/make-calibration.ts";
import { makeTemporaryFolder } from "../../../data/temporary-folder.ts";
import { counting } from "../stage-kit.ts";

const { reranker } = counting("numbers");
const calibration = makeCalibration(reranker);
const isotonic = makeCalibration(reranker, { method: "isotonic", parameters: { scores: [-1, 0.1], probabilities: [0.2, 0.2] } });

async function write(content: unknown): Promise<string> {
  const file = join(await makeTemporaryFolder(), "calibration.json");
  await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

/** The calibration with the value at a path replaced. */
function withValue(base: Calibration, path: string, value: unknown): unknown {
  const copy = structuredClone(base) as unknown as Record<string, unknown>;
  const keys = path.split(".");
  const last = keys.pop() as string;
  const holder = keys.reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, copy);
  holder[last] = value;
  return copy;
}

test.each([
  ["platt", calibration],
  ["isotonic", isotonic],
])("what was written is read again: %s", async (_, value) => {
  expect(await readCalibration(await write(value))).toEqual(value);
});

test.each<[path: string, value: unknown, base?: Calibration]>([
  ["createdAt", "yesterday"],
  ["reranker.id", ""],
  ["reranker.scoreScale", "rank"],
  ["method", "beta"],
  ["parameters.slope", 0],
  ["parameters.slope", -1],
  ["parameters.intercept", "1"],
  ["parameters.input", "z"],
  ["parameters.scores", [0.1, 0.1], isotonic],
  ["parameters.scores", [], isotonic],
  ["parameters.probabilities", [0.2, 0.1], isotonic],
  ["parameters.probabilities", [0.2, 1.1], isotonic],
  ["data.depth", 1.5],
  ["data.unjudged", "maybe"],
  ["holdout.brier", null],
  ["holdout.bins.0.count", -1],
  ["thresholds.0.target.measure", "f1"],
  ["thresholds.0.score", null],
  ["thresholds.0.scoreCi95", [1]],
  ["thresholds.0.achieved.recall.value", 2],
  ["warnings", undefined],
  ["extra", 1],
])("a file that was changed at %s to %j is refused, by file and path", async (path, value, base = calibration) => {
  const file = await write(withValue(base, path, value));
  const [, ...below] = path.split(".");
  await expect(readCalibration(file)).rejects.toMatchObject({
    code: "invalid_config",
    message: expect.stringMatching(new RegExp(`^${file}: ${path.split(".")[0]}.*calibrate again$`)),
  });
  if (below.length > 1) await expect(readCalibration(file)).rejects.toThrow(path.split(".").slice(0, 3).join("."));
});

test("as many scores as probabilities", async () => {
  const file = await write(withValue(isotonic, "parameters.scores", [1]));
  await expect(readCalibration(file)).rejects.toThrow(/parameters: must be as many scores as probabilities/);
});

test.each([
  ["another format", { ...calibration, format: "other" }, /is no calibration; `secondpass calibrate` makes one/],
  ["no object", [1], /is no calibration/],
  ["null", "null", /is no calibration/],
  ["another version", { ...calibration, version: 2 }, /of version 2, and this secondpass reads version 1: update secondpass/],
  ["no JSON", "{", /is not valid JSON/],
])("%s", async (_, content, message) => {
  const file = await write(content);
  await expect(readCalibration(file)).rejects.toMatchObject({ code: "invalid_config", message: expect.stringMatching(message) });
});

test("no file", async () => {
  await expect(readCalibration("./nowhere.json")).rejects.toMatchObject({
    code: "invalid_config",
    message: expect.stringContaining("cannot read ./nowhere.json"),
  });
});

test("one that is handed over in code is checked as well", () => {
  expect(() => calibrated(reranker, {} as Calibration)).toThrow(/^the calibration is no calibration/);
  expect(() => calibrated(reranker, withValue(calibration, "parameters.slope", -1) as Calibration)).toThrow(/must be above 0/);
});

test.each<[minProbability: unknown, message: RegExp]>([
  [0, /above 0 and at most 1, or "target", got 0/],
  [1.5, /got 1.5/],
  ["high", /got "high"/],
  [Number.NaN, /above 0 and at most 1/],
  [1, /minProbability 1 is reached by no score of this calibration/],
])("minProbability %s is refused", (minProbability, message) => {
  expect(() => calibrated(reranker, calibration, { minProbability } as never)).toThrow(
    expect.objectContaining({ code: "invalid_config", message: expect.stringMatching(message) }),
  );
});

test("a minProbability that the scores never reach says what the highest is; a target that was not asked for says so", () => {
  expect(() => calibrated(reranker, isotonic, { minProbability: 0.3 })).toThrow(/reached by no score .*: the highest is 0.2/);
  const without = { ...calibration, thresholds: [] };
  expect(() => calibrated(reranker, without, { minProbability: "target" })).toThrow(
    /calibrate with --target, or give a probability/,
  );
});
