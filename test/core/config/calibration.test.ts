import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createLexicalReranker, createReranker, type RerankerConfig, type RerankerInput } from "secondpass";
import { describe, expect, test } from "vitest";
import { makeCalibration } from "../../data/make-calibration.ts";
import { makeTemporaryFolder } from "../../data/temporary-folder.ts";
import { failing } from "../stages/stage-kit.ts";

const artefact = makeCalibration(createLexicalReranker());
const texts = ["iron", "install rust"];

async function writeArtefact(content: unknown = artefact): Promise<string> {
  const file = join(await makeTemporaryFolder(), "calibration.json");
  await writeFile(file, JSON.stringify(content));
  return file;
}

test("a file, a file with options, and the content of one, in code and in JSON", async () => {
  const file = await writeArtefact();
  const configs: RerankerConfig[] = [
    { lexical: {}, calibration: file },
    { reranker: "lexical", calibration: { file } },
    { lexical: {}, calibration: artefact },
    { lexical: {}, calibration: { file: artefact, onMismatch: "throw" } },
    JSON.stringify({ reranker: "lexical", calibration: file }),
    JSON.stringify({ lexical: {}, calibration: artefact }),
  ];
  for (const config of configs) {
    await using reranker = await createReranker(config);
    const { results } = await reranker.rerank("rust", texts);
    expect(results.map(({ index, probability }) => [index, probability])).toEqual([
      [1, expect.closeTo(1 / (1 + Math.exp(-(results[0]?.score ?? 0))), 12)],
      [0, 0.5],
    ]);
  }
});

test("minProbability drops, by a probability and by the threshold of the file", async () => {
  const high = makeCalibration(createLexicalReranker(), undefined, {
    thresholds: artefact.thresholds.map((threshold) => ({ ...threshold, score: 0.1 })),
  });
  for (const minProbability of [0.51, "target"] as const) {
    await using reranker = await createReranker({ lexical: {}, calibration: { file: high, minProbability } });
    const { results, dropped } = await reranker.rerank("rust", texts);
    expect([results.length, dropped]).toEqual([1, [{ index: 0, reason: "minScore" }]]);
  }
});

test("the cache is inside: it remembers scores, and another calibration is applied to them at once", async () => {
  const store = new Map<string, string>();
  const steep = makeCalibration(createLexicalReranker(), {
    method: "platt",
    parameters: { input: "score", slope: 9, intercept: 0 },
  });
  const probabilities: (number | undefined)[] = [];
  for (const calibration of [artefact, steep]) {
    await using reranker = await createReranker({ lexical: {}, cache: { store }, calibration });
    const { results, receipt } = await reranker.rerank("rust", texts);
    probabilities.push(results[0]?.probability);
    expect(receipt.cache?.hits).toBe(calibration === steep ? 2 : 0);
  }
  expect(probabilities[1]).toBeGreaterThan(probabilities[0] as number);
});

test("a fallback is outside: its scores are another's, and it may have a calibration of its own", async () => {
  const broken = failing("first", "rate_limited");
  const calibration = { file: makeCalibration(broken), minProbability: 0.99 };
  await using plain = await createReranker({ reranker: broken, calibration, fallback: ["lexical"] });
  const { results } = await plain.rerank("rust", texts);
  expect(results.map(({ probability }) => probability)).toEqual([undefined, undefined]);
  await using own = await createReranker({
    reranker: failing("first", "rate_limited"),
    calibration,
    fallback: [{ lexical: {}, calibration: artefact }],
  });
  expect((await own.rerank("rust", texts)).results.map(({ probability }) => probability !== undefined)).toEqual([true, true]);
});

describe("refused", () => {
  const refused: [calibration: unknown, code: string, words: string[]][] = [
    [7, "invalid_config", ["reranker.calibration", "secondpass calibrate"]],
    ["", "invalid_config", ["reranker.calibration"]],
    ["./nowhere.json", "invalid_config", ["cannot read ./nowhere.json"]],
    [{}, "invalid_config", ["reranker.calibration.file", "accepted: a file that"]],
    [{ file: "./nowhere.json", minProbability: 0 }, "invalid_config", ["reranker.calibration.minProbability"]],
    [{ file: "./nowhere.json", minProbability: "low" }, "invalid_config", ["reranker.calibration.minProbability"]],
    [{ file: "./nowhere.json", onMismatch: "ignore" }, "invalid_config", ["reranker.calibration.onMismatch", '"ignore"']],
    [{ file: "./nowhere.json", minProbabilty: 0.5 }, "invalid_config", ["reranker.calibration.minProbabilty", "no such option"]],
    [{ format: "other" }, "invalid_config", ["reranker.calibration is no calibration"]],
    [{ ...artefact, version: 2 }, "invalid_config", ["reranker.calibration is a calibration of version 2"]],
    [{ file: artefact, minProbability: 1 }, "invalid_config", ["reached by no score"]],
    [{ ...artefact, reranker: { ...artefact.reranker, id: "local:mini" } }, "calibration_mismatch", ["made for local:mini"]],
  ];
  test.each(refused)("%j", async (calibration, code, words) => {
    const call = createReranker({ lexical: {}, calibration } as RerankerInput);
    await expect(call).rejects.toMatchObject({ code });
    for (const word of words) await expect(call).rejects.toThrow(word);
  });

  test("for options that change scores", async () => {
    await expect(createReranker({ lexical: { k1: 2 }, calibration: artefact })).rejects.toMatchObject({
      code: "calibration_mismatch",
    });
  });

  test("for a reranker without scores, which is then disposed", async () => {
    await expect(createReranker({ identity: {}, calibration: artefact })).rejects.toThrow(
      /identity gives an order and no scores/,
    );
  });
});
