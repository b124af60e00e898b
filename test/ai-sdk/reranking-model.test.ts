import { rerankingModel } from "@secondpass/ai-sdk";
import { createReranker } from "secondpass";
import { expect, test } from "vitest";

const query = "install rust";
const values = ["Rust is an oxide.", "Install Rust with rustup."];
const call = { query, documents: { type: "text" as const, values } };

test("it works through a proxy that hands out its methods unbound, as ai 7 wraps it", async () => {
  const model = rerankingModel("lexical");
  const proxy = new Proxy(model, {
    get: (target, key) => (key === "specificationVersion" ? "v4" : Reflect.get(target, key)),
  });
  const { doRerank, dispose } = proxy;
  expect((await proxy.doRerank(call)).ranking[0]?.index).toBe(1);
  expect((await doRerank(call)).ranking[0]?.index).toBe(1);
  await dispose();
});

test("it is a plain object of the third version, with nothing of its own hidden", () => {
  const model = rerankingModel("lexical");
  expect(Object.getPrototypeOf(model)).toBe(Object.prototype);
  expect(Object.keys(model)).toEqual(["specificationVersion", "provider", "modelId", "doRerank", "dispose"]);
  expect(model).toMatchObject({ specificationVersion: "v3", provider: "secondpass" });
});

test("the answer names who ranked, also where the model is named otherwise", async () => {
  const { response, providerMetadata } = await rerankingModel({ lexical: {} }).doRerank(call);
  expect(response).toEqual({ modelId: "lexical" });
  expect(providerMetadata?.secondpass).toMatchObject({ receipt: { servedBy: "lexical" } });
});

test("the id of a provider's request is the id of the answer, where there was one request", async () => {
  const lexical = await createReranker("lexical");
  const withRequests = (ids: string[]): typeof lexical => ({
    ...lexical,
    async rerank(query, documents, options) {
      const ranking = await lexical.rerank(query, documents, options);
      const requests = ids.map((id) => ({ id, documents: 1, attempts: 1, durationMs: 1 }));
      return { ...ranking, receipt: { ...ranking.receipt, requests } };
    },
  });
  expect((await rerankingModel(withRequests(["r1"])).doRerank(call)).response?.id).toBe("r1");
  expect((await rerankingModel(withRequests(["r1", "r2"])).doRerank(call)).response?.id).toBeUndefined();
});

test("options of the model are those of each call, and end it too", async () => {
  const reason = new Error("shutting down");
  const model = rerankingModel("lexical", { signal: AbortSignal.abort(reason) });
  await expect(model.doRerank(call)).rejects.toBe(reason);
});
