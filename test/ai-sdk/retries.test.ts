import { rerankingModel } from "@secondpass/ai-sdk";
import { RerankError, type RerankErrorOptions, rerankerFromScorer } from "secondpass";
import { describe, expect, test } from "vitest";
import { errorOf } from "../contract/wrapper/error-of.ts";
import { scorer } from "../contract/wrapper/scorer.ts";
import { type Sdk, sdks, useSdk } from "./sdks.ts";

const documents = ["a", "bb"];
const query = "letters";

/** Fails so many times, and counts the calls. */
function failing(times: number, options: RerankErrorOptions) {
  const failures: RerankError[] = [];
  const reranker = rerankerFromScorer(
    scorer(async (_, texts) => {
      if (failures.length >= times) return { scores: texts.map((text) => text.length) };
      failures.push(new RerankError("worker_failed", `failure ${failures.length + 1}`, options));
      throw failures.at(-1);
    }),
  );
  return { model: rerankingModel(reranker), failures };
}

describe.each(sdks)("retries of $name", (version) => {
  const sdk = useSdk(version);

  test("what may not come twice is tried again", async () => {
    const { model, failures } = failing(2, { retryable: true, retryAfterMs: 1 });
    const { rerankedDocuments } = await sdk.rerank({ model, documents, query });
    expect(rerankedDocuments).toEqual(["bb", "a"]);
    expect(failures.length).toBe(2);
  });

  test("after the last try the caller has all errors, each with its cause", async () => {
    const { model, failures } = failing(9, { retryable: true, retryAfterMs: 1 });
    const error = await errorOf(sdk.rerank({ model, documents, query, maxRetries: 1 }));
    expect(sdk.RetryError.isInstance(error) && error.reason).toBe("maxRetriesExceeded");
    expect((error as InstanceType<Sdk["RetryError"]>).errors.map((error) => (error as Error).cause)).toEqual(failures);
    expect(failures.length).toBe(2);
  });

  test("the error is one that the SDK knows, with status and the time to wait", async () => {
    const { model, failures } = failing(1, { retryable: true, status: 429, retryAfterMs: 1200 });
    const error = await errorOf(sdk.rerank({ model, documents, query, maxRetries: 0 }));
    expect(sdk.APICallError.isInstance(error) && sdk.AISDKError.isInstance(error)).toBe(true);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: "AI_APICallError",
      message: "failure 1",
      url: "secondpass:test",
      isRetryable: true,
      statusCode: 429,
      responseHeaders: { "retry-after-ms": "1200", "retry-after": "2" },
    });
    expect((error as Error).cause).toBe(failures[0]);
  });

  test("what would come again is not tried again and comes as it is", async () => {
    const { model, failures } = failing(9, { retryable: false });
    const error = await errorOf(sdk.rerank({ model, documents, query }));
    expect(error).toBe(failures[0]);
    expect(sdk.APICallError.isInstance(error)).toBe(false);
    expect(failures.length).toBe(1);
  });

  test("without a time to wait there is no header, and the SDK waits as it sees fit", async () => {
    const { model } = failing(1, { retryable: true });
    const error = await errorOf(sdk.rerank({ model, documents, query, maxRetries: 0 }));
    expect(error).toMatchObject({ isRetryable: true, statusCode: undefined, responseHeaders: undefined });
  });
});
