import { withDeadline } from "secondpass";
import { expect, test } from "vitest";
import { counting, hanging, stuckAfterOne } from "./stage-kit.ts";

const texts = ["1 one", "2 two"];

test("its own deadline holds where the call has none, or a longer one", async () => {
  for (const options of [{}, { deadlineMs: 60_000 }]) {
    const { receipt } = await withDeadline(stuckAfterOne("slow"), { deadlineMs: 30 }).rerank("q", texts, options);
    expect(receipt.reason).toBe("deadline of 30 ms passed after 1 of 2 candidates were scored");
  }
});

test("a call's own smaller one wins", async () => {
  const { receipt } = await withDeadline(stuckAfterOne("slow"), { deadlineMs: 60_000 }).rerank("q", texts, { deadlineMs: 20 });
  expect(receipt.reason).toContain("deadline of 20 ms");
});

test("time is kept for one that ignores it", async () => {
  const { results, receipt } = await withDeadline(hanging("deaf"), { deadlineMs: 50 }).rerank("q", texts);
  expect(results.map(({ index }) => index)).toEqual([0, 1]);
  expect(receipt).toMatchObject({
    reranked: false,
    attempts: [{ reranker: "deaf", outcome: "deadline" }],
    warnings: [{ code: "deadline" }],
  });
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, "5" as unknown as number])("%s ms is refused", (deadlineMs) => {
  expect(() => withDeadline(counting("a").reranker, { deadlineMs })).toThrow(expect.objectContaining({ code: "invalid_config" }));
});

test("a call's deadline out of range is refused as it is without a wrapper", async () => {
  const call = withDeadline(counting("a").reranker, { deadlineMs: 50 }).rerank("q", texts, { deadlineMs: 0 });
  await expect(call).rejects.toMatchObject({ code: "invalid_options" });
});
