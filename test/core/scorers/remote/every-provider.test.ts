import { createReranker } from "secondpass";
import { describe, expect, test } from "vitest";
import { type Reply, recordingFetch, type SentRequest } from "../../../support/recording-fetch.ts";
import { wireFormats } from "../../../support/wire-formats.ts";

const documents = ["alpha", "beta", "gamma"];
const fast = { retryDelayMs: 0, breakAfter: 0 };

for (const [name, { config, answer, textsOf }] of Object.entries(wireFormats)) {
  describe(name, () => {
    async function rerankWith(reply: (request: SentRequest, call: number) => Reply, options = {}, texts = documents) {
      let posts = 0;
      // Servers that tell of themselves do not here.
      const { fetch, sent } = recordingFetch((request) =>
        request.method === "GET" ? { status: 404, body: "" } : reply(request, posts++),
      );
      const reranker = await createReranker(config({ ...fast, fetch, ...options }));
      const ranking = reranker.rerank("query", texts);
      return { ranking, posts: () => sent.filter(({ method }) => method === "POST") };
    }
    const orderOf = async (body: unknown) => {
      const { ranking } = await rerankWith(() => ({ body }));
      const { results, receipt } = await ranking;
      return { order: results.map(({ index }) => index), codes: receipt.warnings.map(({ code }) => code), results };
    };

    test("an answer in any order is sorted", async () => {
      const body = answer([
        [0, 0.2],
        [1, 0.1],
        [2, 0.9],
      ]);
      const { order, codes, results } = await orderOf(body);
      expect(order).toEqual([2, 0, 1]);
      expect(results.map(({ score }) => score)).toEqual([0.9, 0.2, 0.1]);
      expect(codes).toEqual([]);
    });

    test("a document that the answer leaves out comes last, and the receipt says so", async () => {
      const { order, codes } = await orderOf(
        answer([
          [2, 0.9],
          [1, 0.1],
        ]),
      );
      expect(order).toEqual([2, 1, 0]);
      expect(codes).toEqual(["missing_scores"]);
    });

    test.each([
      ["no results", answer([])],
      ["another form", { result: "ok" }],
      ["a web page", "<html><title>Welcome</title></html>"],
      [
        "a document twice",
        answer([
          [0, 0.5],
          [0, 0.4],
          [1, 0.3],
        ]),
      ],
      ["a document that was not sent", answer([[3, 0.5]])],
      ["no score", answer([[0, null]])],
      ["a score that is text", answer([[0, "0.5"]])],
    ])("%s: no order is made of it", async (_, body) => {
      const { ranking } = await rerankWith(() => ({ body }));
      await expect(ranking).rejects.toMatchObject({ code: "invalid_response", provider: name });
    });

    test.each([
      [401, "authentication_failed"],
      [402, "payment_required"],
      [403, "authentication_failed"],
      [404, "invalid_request"],
    ])("HTTP %i is %s, at once", async (status, code) => {
      const { ranking, posts } = await rerankWith(() => ({ status, body: { message: "no" } }));
      await expect(ranking).rejects.toMatchObject({ code, status, provider: name, retryable: false });
      expect(posts()).toHaveLength(1);
    });

    test.each([
      ["seconds", { "retry-after": "0" }],
      ["milliseconds", { "retry-after-ms": "1" }],
      ["a date", { "retry-after": new Date(0).toUTCString() }],
      ["nothing", {}],
    ])("429 with %s is tried again", async (_, headers) => {
      const { ranking, posts } = await rerankWith((_, call) =>
        call === 0
          ? { status: 429, headers: headers as Record<string, string>, body: { message: "slow down" } }
          : {
              body: answer([
                [1, 0.9],
                [0, 0.2],
                [2, 0.1],
              ]),
            },
      );
      const { results, receipt } = await ranking;
      expect(results[0]?.index).toBe(1);
      expect(posts()).toHaveLength(2);
      expect(receipt.requests).toMatchObject([{ documents: 3, attempts: 2 }]);
    });

    test("503 with a page for people: the error has its title, after all attempts", async () => {
      const body = "<html><head><title>Service Unavailable</title></head><body>long</body></html>";
      const { ranking, posts } = await rerankWith(() => ({ status: 503, body }));
      const message = expect.stringMatching(/HTTP 503: Service Unavailable/);
      await expect(ranking).rejects.toMatchObject({ code: "provider_unavailable", message, retryable: true });
      expect(posts()).toHaveLength(3);
    });

    test("a document without text is not sent", async () => {
      const { ranking, posts } = await rerankWith(() => ({ body: answer([[0, 0.5]]) }), {}, ["", "text", "  "]);
      expect((await ranking).results.map(({ index }) => index)).toEqual([1, 0, 2]);
      expect(textsOf(posts()[0]?.body)).toEqual(["text"]);
    });

    test("more documents than one request takes: several, merged", async () => {
      const { ranking, posts } = await rerankWith(
        ({ body }) => ({ body: answer(textsOf(body).map((text, index) => [index, Number(text) / 100])) }),
        { maxDocuments: 2 },
        ["10", "50", "30", "40", "20"],
      );
      const { results, receipt } = await ranking;
      expect(results.map(({ document }) => document)).toEqual(["50", "40", "30", "20", "10"]);
      expect(posts().map(({ body }) => textsOf(body))).toEqual([["10", "50"], ["30", "40"], ["20"]]);
      expect(receipt.usage.calls).toBe(3);
    });
  });
}
