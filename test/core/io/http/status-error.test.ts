import { expect, test } from "vitest";
import { messageOf, statusError } from "../../../../packages/core/src/io/http/status-error.ts";

const errorOf = (status: number, body: unknown = {}, headers: Record<string, string> = {}) =>
  statusError({ status, body, headers: new Headers(headers) }, "mock");

test.each([
  [400, "invalid_request", false],
  [401, "authentication_failed", false],
  [402, "payment_required", false],
  [403, "authentication_failed", false],
  [404, "invalid_request", false],
  [408, "timeout", true],
  [409, "invalid_request", false],
  [413, "invalid_request", false],
  [422, "invalid_request", false],
  [424, "invalid_request", false],
  [429, "rate_limited", true],
  [498, "authentication_failed", false],
  [500, "provider_unavailable", true],
  [501, "invalid_request", false],
  [502, "provider_unavailable", true],
  [503, "provider_unavailable", true],
  [529, "provider_unavailable", true],
])("%i is %s, retryable: %s", (status, code, retryable) => {
  expect(errorOf(status)).toMatchObject({ status, code, retryable, provider: "mock" });
});

test("403 for want of money is no matter of the key", () => {
  expect(errorOf(403, { detail: "Insufficient account balance" })).toMatchObject({ code: "payment_required" });
  expect(errorOf(401).message).toContain("check the API key");
});

test("what it asks for in patience is in the error", () => {
  expect(errorOf(429, {}, { "retry-after": "2" }).retryAfterMs).toBe(2000);
  expect(errorOf(429).retryAfterMs).toBeUndefined();
});

test.each([
  ["message", { message: "no such model" }, "no such model"],
  ["detail", { detail: "no such model" }, "no such model"],
  ["detail, a list", { detail: [{ loc: ["body", "query"], msg: "missing" }] }, '[{"loc":["body","query"],"msg":"missing"}]'],
  ["error", { error: "no such model" }, "no such model"],
  ["error, an object", { error: { message: "no such model", code: 404 } }, "no such model"],
  ["error in error", { error: { error: { detail: "deep" } } }, "deep"],
  ["an empty message and a detail", { message: "", detail: "there" }, "there"],
  ["something else", { reason: "x" }, '{"reason":"x"}'],
  ["null", null, "null"],
  ["a list", ["a"], '["a"]'],
  ["text", "  overloaded\n", "overloaded"],
  ["nothing", "", "no message"],
  ["a web page", "<html><head><title> 502 Bad Gateway </title></head></html>", "502 Bad Gateway"],
  ["a web page without a title", "\n<div>sorry</div>", "a web page"],
])("its own words from %s", (_, body, said) => {
  expect(messageOf(body)).toBe(said);
});

test("a long message is cut, and no credential stays in it", () => {
  expect(messageOf({ message: "x".repeat(10_000) }).length).toBeLessThanOrEqual(500);
  expect(messageOf("x".repeat(10_000)).length).toBeLessThanOrEqual(300);
  expect(errorOf(401, { message: "Bearer abcdefghijkl is wrong" }).message).not.toContain("abcdefghijkl");
});
