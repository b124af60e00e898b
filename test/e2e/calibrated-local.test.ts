import { join } from "node:path";
import { calibrate, writeCalibration } from "@secondpass/eval";
import { createReranker, readCalibration } from "secondpass";
import { expect, test } from "vitest";
import { noSharedData, sharedData } from "../data/shared-data.ts";
import { makeTemporaryFolder } from "../data/temporary-folder.ts";
import { runProgram } from "../support/run-program.ts";

const cranfield = join(sharedData, "collections/cranfield");

// One calibration for all that has to be seen of it: the model reads 2,400 documents.
test("the bundled model, calibrated on cranfield: probabilities hold on other queries, and the file in another process", async ({
  skip,
}) => {
  skip(noSharedData !== undefined, noSharedData);
  const calibration = await calibrate({
    collection: cranfield,
    run: join(cranfield, "bm25_top100.test.trec"),
    reranker: { local: { blend: 0 } },
    depth: 20,
    limitQueries: 120,
    targets: [{ measure: "recall", value: 0.8 }],
  });
  const { holdout, thresholds, data } = calibration;
  expect(data.fit.pairs + holdout.pairs).toBe(2_400);
  // Where every pair is given the share of relevant ones, Brier's score is p (1 - p).
  const share = holdout.relevant / holdout.pairs;
  expect(holdout.expectedCalibrationError).toBeLessThan(0.06);
  expect(holdout.brier).toBeLessThan(share * (1 - share));
  const [low, high] = thresholds[0]?.achieved.recall.ci95 ?? [1, 0];
  expect(low).toBeLessThan(0.8);
  expect(high).toBeGreaterThan(0.8);

  const file = join(await makeTemporaryFolder(), "calibration.json");
  await writeCalibration(file, calibration);
  expect(await readCalibration(file)).toEqual(calibration);
  const texts = ["Iron rusts in the rain.", "Install Rust with rustup.", "The weather in Paris is mild."];
  const config = { local: { blend: 0 }, calibration: file };
  await using here = await createReranker(config);
  const { results } = await here.rerank("how do I install rust", texts);
  const probabilities = results.map(({ probability }) => probability as number);
  expect(
    probabilities.every((value, i) => value > 0 && value < 1 && (i === 0 || value <= (probabilities[i - 1] as number))),
  ).toBe(true);

  const program = `
    import { createReranker } from "secondpass";
    const [config, ...texts] = JSON.parse(process.argv[1]);
    const reranker = await createReranker(config);
    const { results } = await reranker.rerank("how do I install rust", texts);
    console.log(JSON.stringify(results.map(({ index, probability }) => [index, probability])));
    await reranker.dispose();`;
  const elsewhere = (config: unknown) =>
    runProgram(process.execPath, ["--input-type=module", "-e", program, JSON.stringify([config, ...texts])]);
  const there = await elsewhere(config);
  expect(there.stderr).toBe("");
  expect(JSON.parse(there.stdout)).toEqual(results.map(({ index, probability }) => [index, expect.closeTo(probability ?? 0, 6)]));
  for (const local of [{}, { blend: 0, maxTokens: 64 }]) {
    const { code, stderr } = await elsewhere({ ...config, local });
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/with other model files or options \(with maxTokens \d+, blend 0\)/),
    ]);
  }
}, 60_000);
