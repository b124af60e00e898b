import { createReranker } from "secondpass";
import { expect, test } from "vitest";
import { makeModelFolder, tokenId } from "../../../data/model-folder.ts";
import { tinyOnnx } from "../../../data/tiny-onnx.ts";

/** A model that gives NaN to every pair with the word "copper" in it. */
async function load(blend?: number) {
  const graph = tinyOnnx({ nanToken: await tokenId("copper") });
  return createReranker({ local: { model: await makeModelFolder({ "model.onnx": graph }), blend } });
}

for (const blend of [0, 0.3]) {
  test(`NaN names the model and the document, and the next call is served (blend ${blend})`, async () => {
    await using reranker = await load(blend);
    // The empty document is never sent: position 2 of the scored texts is index 3 of the input.
    const documents = ["", "bread", "rust", "a copper", "iron"];
    await expect(reranker.rerank("strings", documents)).rejects.toMatchObject({
      code: "invalid_scores",
      provider: reranker.id,
      message: expect.stringContaining("NaN for documents[3]"),
    });
    const { results } = await reranker.rerank("strings", ["bread", "rust"]);
    expect(results.map(({ index }) => index).toSorted()).toEqual([0, 1]);
  });
}

test("one call's NaN leaves a concurrent call alone", async () => {
  await using reranker = await load();
  const [bad, good] = await Promise.allSettled([
    reranker.rerank("strings", ["bread", "copper"]),
    reranker.rerank("strings", ["bread", "rust"]),
  ]);
  expect(bad).toMatchObject({ status: "rejected", reason: { code: "invalid_scores" } });
  expect(good.status).toBe("fulfilled");
});
