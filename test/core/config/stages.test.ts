import { createReranker, type RerankerInput } from "secondpass";
import { describe, expect, test, vi } from "vitest";
import { makeTemporaryFolder } from "../../data/temporary-folder.ts";
import { counting, failing } from "../stages/stage-kit.ts";

const texts = ["1 one", "3 three", "2 two"];

describe("cascade", () => {
  test("stages are names, configurations with a depth among their keys, and rerankers at hand", async () => {
    const { reranker: last, asked } = counting("last");
    const configs: RerankerInput[] = [
      { cascade: ["lexical", { reranker: "identity", depth: 2 }, { lexical: { k1: 1 }, depth: 2, cache: "memory" }, last] },
      {
        cascade: {
          stages: ["lexical", { reranker: { lexical: {} }, depth: 2 }, { reranker: last }],
          share: 0.3,
          onStageError: "keep",
        },
      },
      '{ "cascade": [{ "reranker": "lexical", "depth": 100 }, { "lexical": {}, "depth": 2, "deadlineMs": 500 }] }',
    ];
    const ids = [];
    for (const config of configs) {
      const reranker = await createReranker(config);
      const { receipt } = await reranker.rerank("two", texts);
      ids.push([reranker.id, receipt.stages?.map(({ documents }) => documents)]);
    }
    expect(ids).toEqual([
      ["cascade(lexical, identity, lexical, last)", [3, 2, 2, 3]],
      ["cascade(lexical, lexical, last)", [3, 2, 3]],
      ["cascade(lexical, lexical)", [3, 2]],
    ]);
    expect(asked).toHaveLength(2);
  });

  test("with a fallback, a deadline and onError beside it, as every reranker", async () => {
    await using reranker = await createReranker({
      cascade: [
        { reranker: "lexical", depth: 100 },
        { reranker: failing("hosted", "provider_unavailable"), depth: 30 },
      ],
      fallback: ["lexical"],
      deadlineMs: 800,
      onError: "passthrough",
    });
    const { receipt } = await reranker.rerank("two", texts);
    expect(receipt).toMatchObject({ servedBy: "lexical", warnings: [{ code: "served_by_fallback" }] });
    expect(receipt.attempts.map(({ reranker, outcome }) => [reranker, outcome])).toEqual([
      ["lexical", "ok"],
      ["hosted", "error"],
      ["lexical", "ok"],
    ]);
  });

  test("what is made is disposed with it, also where a later stage cannot be made; what was handed in is the caller's then", async () => {
    const mine = counting("mine").reranker;
    const failed = createReranker({ cascade: [mine, "local:./nowhere"] });
    await expect(failed).rejects.toMatchObject({ code: "model_not_found" });
    expect((await mine.rerank("q", texts)).receipt.reranked).toBe(true);
    const whole = await createReranker({ cascade: [{ reranker: mine, depth: 2 }, "lexical"] });
    await whole.dispose();
    await expect(mine.rerank("q", texts)).rejects.toMatchObject({ code: "disposed" });
  });
});

describe("auto", () => {
  test("a budget in a spec, as a number, and in full", async () => {
    vi.stubEnv("XDG_CACHE_HOME", await makeTemporaryFolder());
    try {
      for (const config of ["auto:200", '{ "auto": 200 }', { auto: "200" }, { auto: { budgetMs: 200, models: ["local"] } }]) {
        await using reranker = await createReranker(config as RerankerInput);
        expect(reranker.id).toBe("auto(local:mini)");
        expect((await reranker.rerank("two", texts)).receipt.plan?.budgetMs).toBe(200);
      }
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test("models with tier and depth among their keys", async () => {
    await using reranker = await createReranker({
      auto: {
        budgetMs: 5_000,
        keepIn: false,
        models: ["lexical", { reranker: counting("good").reranker, maxDepth: 2, tier: "small" }],
      },
    });
    const { receipt } = await reranker.rerank("two", texts);
    expect(receipt.plan?.stages).toMatchObject([
      { reranker: "lexical", depth: 3 },
      { reranker: "good", depth: 2 },
    ]);
  });
});

describe("what cannot be meant is refused, and the error says where", () => {
  const refused: [config: unknown, code: string, words: string[]][] = [
    ["cascade", "invalid_config", ['"cascade" takes a list of stages']],
    ["cascade:lexical", "invalid_config", ['"cascade" takes a list of stages']],
    [{ cascade: [] }, "invalid_config", ["reranker.cascade: []", "depth: 30"]],
    [{ cascade: {} }, "invalid_config", ["reranker.cascade.stages"]],
    [{ cascade: ["lexical", { reranker: "lexical", depth: 0 }] }, "invalid_config", ["reranker.cascade[1].depth", "0"]],
    [
      { cascade: { stages: ["lexical", { lexical: {}, depth: "3" }] } },
      "invalid_config",
      ["reranker.cascade.stages[1].depth", '"3"'],
    ],
    [{ cascade: { stages: ["lexical"], share: 2 } }, "invalid_config", ["reranker.cascade.share", "2"]],
    [{ cascade: ["lexical", "lexcal"] }, "unknown_provider", ['did you mean "lexical"?']],
    [{ cascade: ["lexical", { reranker: { lexical: { b: 2 } } }] }, "invalid_config", ["reranker.cascade[1].reranker.lexical.b"]],
    [{ cascade: ["lexical", { lexical: {}, depht: 3 }] }, "invalid_config", ["reranker.cascade[1].depht: there is no such key"]],
    [{ cascade: [{ depth: 3 }] }, "invalid_config", ["reranker.cascade[0] must have exactly one key that names a reranker"]],
    [{ cascade: [7] }, "invalid_config", ["reranker.cascade[0] must be a spec string or an object, got 7"]],
    ["auto", "invalid_config", ['"auto" needs a budget in milliseconds: write "auto:200"']],
    ["auto:fast", "invalid_config", ['not "fast"']],
    ["auto:0", "invalid_config", ["reranker: 0 does not fit"]],
    [{ auto: {} }, "invalid_config", ["reranker.auto.budgetMs"]],
    [{ auto: [200] }, "invalid_config", ["reranker.auto must be a string or an object, got [200]"]],
    [{ auto: { budgetMs: 5, models: [] } }, "invalid_config", ["reranker.auto.models: []"]],
    [
      { auto: { budgetMs: 5, models: [{ lexical: {}, tier: "huge" }] } },
      "invalid_config",
      ["reranker.auto.models[0].tier", '"huge"'],
    ],
    [{ auto: { budgetMs: 5, models: ["lexcal"] } }, "unknown_provider", ['"lexical"']],
    [{ auto: { budgetMs: 5, keepIn: true } }, "invalid_config", ["reranker.auto.keepIn"]],
    [{ auto: 200, cache: "memory" }, "invalid_config", ["auto(local:mini) has no fingerprint"]],
    [{ lexical: [] }, "invalid_config", ["reranker.lexical must be a string or an object, got []"]],
  ];
  test.each(refused)("%j", async (config, code, words) => {
    const call = createReranker(config as RerankerInput);
    await expect(call).rejects.toMatchObject({ code });
    for (const word of words) await expect(call).rejects.toThrow(word);
  });
});
