import { expect, test } from "vitest";
import { firstTokenOrder } from "../../../../../packages/core/src/scorers/listwise/answers/first-token-order.ts";
import { letters, violations } from "./support/violations.ts";

const at = (token: string, probability: number) => ({ token, logprob: Math.log(probability) });

test("labels by their probability, also with what tokenizers put around them", () => {
  const tokens = [at("▁B", 0.2), at("[A", 0.1), at("Ġ[C]", 0.5), at('"D"', 0.05)];
  expect(firstTokenOrder(tokens, letters(4))).toEqual({
    order: [2, 1, 0, 3],
    stated: 4,
    status: "ok",
    missing: 0,
    duplicate: 0,
    unknown: 0,
    ties: 0,
  });
});

test("two ways to write a label add up", () => {
  // 0.2 + 0.2 is more than 0.3.
  expect(firstTokenOrder([at("A", 0.3), at("B", 0.2), at(" B", 0.2)], letters(2)).order).toEqual([1, 0]);
  expect(firstTokenOrder([at("A", 0.5), at("B", 0.2), at(" B", 0.2)], letters(2)).order).toEqual([0, 1]);
  const certain = { token: "A", logprob: -1e308 };
  expect(firstTokenOrder([certain, certain, { token: "B", logprob: -1e307 }], letters(2)).order).toEqual([1, 0]);
  const impossible = { token: "A", logprob: Number.NEGATIVE_INFINITY };
  expect(firstTokenOrder([impossible, impossible, at("B", 0.1)], letters(3)).order).toEqual([1, 0, 2]);
});

test("equally likely ones stay in their order, and those that are not among the alternatives follow", () => {
  const parsed = firstTokenOrder([at("C", 0.2), at("B", 0.2), at("The", 0.5), at("E", Number.NaN), at("AB", 0.1)], letters(5));
  expect(parsed).toMatchObject({ order: [1, 2, 0, 3, 4], stated: 2, status: "partial", missing: 3 });
  expect(firstTokenOrder([at("C", 0.2), at("B", 0.2)], letters(3)).status).toBe("repaired");
});

test("without a label among the alternatives there is no order", () => {
  expect(firstTokenOrder(undefined, letters(3))).toMatchObject({ order: [0, 1, 2], stated: 0, status: "empty" });
  expect(firstTokenOrder([], letters(3)).status).toBe("empty");
  expect(firstTokenOrder([at("<think>", 0.9), at("", 0.1)], letters(3))).toMatchObject({ stated: 0, status: "unparsed" });
  for (const count of [0, 1, 20]) expect(violations(firstTokenOrder([at("I", 1)], letters(count)), count)).toEqual([]);
});
