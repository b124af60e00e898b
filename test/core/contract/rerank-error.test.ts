import { createRequire } from "node:module";
import { isRerankError, RerankError } from "secondpass";
import { expect, test } from "vitest";

const commonJs: typeof import("secondpass") = createRequire(import.meta.url)("secondpass");

test("an error says what, why and whether to try again", () => {
  const cause = new Error("socket closed");
  const error = new RerankError("worker_failed", "it stopped", { cause, retryable: true, provider: "local:mini", status: 503 });
  expect(error).toBeInstanceOf(Error);
  expect(String(error)).toBe("RerankError: it stopped");
  expect(error).toMatchObject({ code: "worker_failed", cause, retryable: true, provider: "local:mini", status: 503 });
});

test("without options it is final and has neither cause nor provider nor status", () => {
  const error = new RerankError("empty_query", "query is empty");
  expect(error.retryable).toBe(false);
  expect(Object.hasOwn(error, "cause")).toBe(false);
  expect(error.toJSON()).toStrictEqual({ code: "empty_query", message: "query is empty", retryable: false });
});

test("the way over JSON and back loses nothing but the cause", () => {
  const options = { retryable: true, provider: "test", status: 429 };
  const error = new RerankError("inference_failed", "too much", { ...options, cause: new Error("inner") });
  const back = RerankError.fromJSON(JSON.parse(JSON.stringify(error)));
  expect(isRerankError(back)).toBe(true);
  expect(back.toJSON()).toEqual({ code: "inference_failed", message: "too much", ...options });
  expect(back.cause).toBeUndefined();
});

test("credentials are hidden in message, text and JSON", () => {
  const key = ["sk", "Zq3xT8wLm5vRk2pYh7n"].join("-");
  const error = new RerankError("inference_failed", `401 for Bearer ${key}`);
  for (const text of [error.message, String(error), String(error.stack), JSON.stringify(error)]) {
    expect(text).not.toContain(key);
  }
});

test("an error of the CommonJS build is recognised by the ESM build, and the other way round", () => {
  const theirs = new commonJs.RerankError("disposed", "gone");
  // Two classes: that is why instanceof will not do.
  expect(theirs).not.toBeInstanceOf(RerankError);
  expect(isRerankError(theirs)).toBe(true);
  expect(commonJs.isRerankError(new RerankError("disposed", "gone"))).toBe(true);
});

test("an error thrown by the CommonJS build's reranker is one for the ESM build", async () => {
  const reranker = await commonJs.createReranker("identity");
  const error = await reranker.rerank("", ["a"]).catch((error: unknown) => error);
  expect(isRerankError(error) && error.code).toBe("empty_query");
});

test("nothing else is a RerankError", () => {
  const likeness = { name: "RerankError", code: "disposed", message: "gone", retryable: false };
  for (const value of [
    undefined,
    null,
    "RerankError",
    7,
    {},
    likeness,
    new Error("gone"),
    new RerankError("disposed", "x").toJSON(),
  ]) {
    expect(isRerankError(value)).toBe(false);
  }
});

test("the marker does not show when an error is printed or listed", () => {
  expect(Reflect.ownKeys({ ...new RerankError("disposed", "gone") }).filter((key) => typeof key === "symbol")).toEqual([]);
});
