import { openChatModel } from "secondpass/listwise";
import { expect, test } from "vitest";
import { bestFirst } from "../../../testing/mock-llm/prompts.ts";
import { useMockLlm } from "../../../testing/mock-llm/use-mock-llm.ts";
import { ask, failureOf } from "./ask.ts";

test("an address with the model behind a hash is asked", async () => {
  const mock = await useMockLlm();
  const model = await openChatModel(`${mock.url}#mock;fmt=text`);
  expect((await ask(model)).content).toBe(bestFirst);
  expect(mock.requests[0]?.body.model).toBe("mock;fmt=text");
});

test("the name of a model at an address of one's own, with its key", async () => {
  const mock = await useMockLlm({ apiKey: "of-this-test" });
  const model = await openChatModel("mock", { baseUrl: mock.url, apiKey: "of-this-test" });
  expect((await ask(model)).content).toBe(bestFirst);
});

test("a model object is taken as it is", async () => {
  const model = { id: "mine", supports: { schema: false, logprobs: false }, complete: async () => ({ content: "[1]" }) };
  expect(await openChatModel(model)).toBe(model);
});

test.each([
  ["http://127.0.0.1:8000/v1", /names no model: write http:\/\/127\.0\.0\.1:8000\/v1#MODEL/],
  ["opanai:gpt", /"opanai:gpt" names no endpoint: write ENDPOINT:MODEL with one of openai, /],
])("%s is refused", async (spec, message) => {
  expect(await failureOf(openChatModel(spec))).toMatchObject({ code: "invalid_config", message: expect.stringMatching(message) });
});
