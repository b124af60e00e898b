import { createReranker } from "secondpass";
import { describe, expect, test } from "vitest";
import { checkTrust, judge, type ScoreTexts } from "../../../../../packages/core/src/scorers/onnx/trust/trust-check.ts";
import { trustSamples } from "../../../../../packages/core/src/scorers/onnx/trust/trust-samples.ts";
import { makeModelFolder } from "../../../../data/model-folder.ts";
import { tinyOnnx } from "../../../../data/tiny-onnx.ts";

const pairs = trustSamples.flatMap((sample) =>
  sample.pairs.map(([query, document]) => ({ language: sample.language, query, document })),
);

/** A scorer that knows which document answers which query, in the languages that it knows. */
function expert(
  score: (isRight: boolean, noise: number) => number,
  languages = trustSamples.map(({ language }) => language),
): ScoreTexts {
  return async (query, texts) => {
    const known = pairs.find((pair) => pair.query === query && languages.includes(pair.language));
    return texts.map((text) => (known ? score(known.document === text, text.length / 100) : text.length / 100));
  };
}

const passes: [name: string, score: ScoreTexts][] = [
  ["logits far apart", expert((isRight, noise) => (isRight ? 8 : -11) + noise)],
  ["probabilities that still tell documents apart", expert((isRight, noise) => 1 / (1 + Math.exp((isRight ? -6 : 9) + noise)))],
  ["a small but sure difference", expert((isRight, noise) => (isRight ? 1 : 0) + noise)],
  ["one that knows Chinese only", expert((isRight, noise) => (isRight ? 4 : -4) + noise, ["zh"])],
  ["one that knows French only", expert((isRight, noise) => (isRight ? 4 : -4) + noise, ["fr"])],
];

for (const [name, score] of passes) {
  test(`${name}: trusted`, async () => {
    expect(await checkTrust(score, "error", "model.onnx")).toEqual([]);
  });
}

const fails: [name: string, score: ScoreTexts, words: string][] = [
  ["one score for all", async (_, texts) => texts.map(() => 0.5), "gives every pair the same score"],
  ["a softmax over one logit", async (_, texts) => texts.map(() => 1), "a softmax over one logit does that"],
  ["a sigmoid that has run into its ends", expert((isRight) => (isRight ? 1 : 1e-9)), "without the sigmoid"],
  ["logits the other way round", expert((isRight, noise) => (isRight ? -8 : 8) + noise), "see positiveLabel"],
  [
    "an order by length",
    async (_, texts) => texts.map((text) => text.length),
    "does not tell relevant documents from irrelevant ones",
  ],
  ["scores that are no numbers", async (_, texts) => texts.map(() => Number.NaN), "no numbers"],
];

for (const [name, score, words] of fails) {
  test(`${name}: refused, saying what it looks like`, async () => {
    const call = checkTrust(score, "error", "model.onnx");
    await expect(call).rejects.toMatchObject({ code: "untrustworthy_model", message: expect.stringContaining(words) });
    await expect(call).rejects.toThrow("model.onnx");
    expect(await checkTrust(score, "warn", "model.onnx")).toEqual([
      { code: "untrustworthy_model", message: expect.stringContaining(words) },
    ]);
  });
}

test("whoever passes in English is asked nothing else", async () => {
  let asked = 0;
  const score = expert((isRight, noise) => (isRight ? 1 : 0) + noise);
  await checkTrust((query, texts) => score(query, texts).finally(() => asked++), "error", "model.onnx");
  expect(asked).toBe(3);
});

test("one wrong pair above a right one of another query is forgiven once, and not where it is strict", () => {
  const scores = {
    right: [5, 6, 1],
    wrong: [
      [2, -3],
      [-4, -5],
      [-6, -7],
    ],
  };
  expect(judge(scores).fault).toBeUndefined();
  expect(judge(scores, true).fault).toBe("unordered");
});

test("few random models pass", async () => {
  // Numbers without pattern, the same in every run.
  let state = 1;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  let passed = 0;
  for (let model = 0; model < 1000; model++) {
    passed += (await checkTrust(async (_, texts) => texts.map(random), "warn", "model.onnx")).length === 0 ? 1 : 0;
  }
  // 2 % by chance in English, 1.2 % in each of nine other languages.
  expect(passed / 1000).toBeLessThan(0.16);
});

describe("when a model is loaded", () => {
  // The same score for every pair: a graph whose weights were lost.
  const files = async () => ({ "model.onnx": tinyOnnx({ weights: [0] }), "model.json": undefined });

  test("one that does nothing is refused", async () => {
    const model = await makeModelFolder(await files());
    const refused = createReranker({ local: { model } });
    await expect(refused).rejects.toMatchObject({ code: "untrustworthy_model", retryable: false });
    await expect(refused).rejects.toThrow("gives every pair the same score");
  });

  test("trust warn: it is served, and every receipt says what it is", async () => {
    const model = await makeModelFolder(await files());
    await using reranker = await createReranker({ local: { model, trust: "warn" } });
    for (const documents of [["rust", "iron"], ["bread"]]) {
      const { receipt } = await reranker.rerank("rust", documents);
      expect(receipt.warnings.map(({ code }) => code)).toEqual(["untrustworthy_model"]);
    }
  });

  test("trust off: it is served without a word", async () => {
    const model = await makeModelFolder(await files());
    await using reranker = await createReranker({ local: { model, trust: "off" } });
    expect((await reranker.rerank("rust", ["rust", "iron"])).receipt.warnings).toEqual([]);
  });

  test("model.json can say so too, and the option goes before it", async () => {
    const model = await makeModelFolder({ ...(await files()), "model.json": { trust: "off" } });
    await using reranker = await createReranker(`local:${model}`);
    expect(reranker.id).toContain("local:");
    await expect(createReranker({ local: { model, trust: "error" } })).rejects.toMatchObject({ code: "untrustworthy_model" });
  });

  test("the bundled model is trusted", async () => {
    await using reranker = await createReranker({ local: { trust: "error" } });
    expect((await reranker.rerank("rust", ["rust", "iron"])).receipt.warnings).toEqual([]);
  });
});
