import { expect, test } from "vitest";
import { asEmbedder } from "../../../packages/eval/src/embeddings/as-embedder.ts";
import { unitEmbedder } from "../../../packages/eval/src/embeddings/unit-embedder.ts";

const { signal } = new AbortController();

function giving(vectors: unknown) {
  const embedDocuments = async () => vectors as number[][];
  return unitEmbedder(asEmbedder({ model: "m", embedQuery: async () => [1], embedDocuments } as never));
}

test("every vector has length 1, also one of 32 bits or of tiny numbers", async () => {
  const embedder = giving([[3, 4], Float32Array.of(0, -2), [1e-200, 0]]);
  expect(embedder.dimensions).toBeUndefined();
  const vectors = await embedder.embed(["a", "b", "c"], "document", signal);
  expect(vectors).toEqual([Float32Array.of(0.6, 0.8), Float32Array.of(0, -1), Float32Array.of(1, 0)]);
  expect(embedder.dimensions).toBe(2);
});

test.each([
  ["no list", { data: [] }, "Object:m gave object where vectors belong"],
  ["a vector too few", [[1, 0]], "gave 1 vectors for 2 texts"],
  ["a vector too many", [[1], [1], [1]], "gave 3 vectors for 2 texts"],
  ["null", [[1, 0], null], 'gave null where a vector belongs, for the document "second text"'],
  ["an empty vector", [[], []], 'gave an empty vector, for the document "first"'],
  ["another length", [[1, 0], [1]], 'gave a vector of 1 numbers where others have 2, for the document "second text"'],
  [
    "NaN",
    [
      [1, 0],
      [1, Number.NaN],
    ],
    'gave NaN in a vector, at place 1, for the document "second text"',
  ],
  [
    "infinity",
    [
      [1, 0],
      [-Infinity, 1],
    ],
    "gave -Infinity in a vector, at place 0",
  ],
  [
    "words",
    [
      [1, 0],
      ["1", "0"],
    ],
    "gave 1 in a vector, at place 0",
  ],
  [
    "zeros",
    [
      [1, 0],
      [0, 0],
    ],
    "gave a vector of zeros, which has no direction",
  ],
])("%s: an error that says whose and which", async (_, vectors, message) => {
  await expect(giving(vectors).embed(["first", "second text"], "document", signal)).rejects.toMatchObject({
    code: "invalid_response",
    provider: "Object:m",
    message: expect.stringContaining(message),
  });
});

test("vectors of later calls have the length of the first", async () => {
  let call = 0;
  const embedDocuments = async () => (call++ === 0 ? [[1, 0]] : [[1, 0, 0]]);
  const embedder = unitEmbedder(asEmbedder({ embedQuery: async () => [1], embedDocuments }));
  await embedder.embed(["a"], "document", signal);
  await expect(embedder.embed(["b"], "document", signal)).rejects.toThrow("a vector of 3 numbers where others have 2");
});
