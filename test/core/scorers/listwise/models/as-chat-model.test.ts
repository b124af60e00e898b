import { createOpenAI } from "@ai-sdk/openai";
import { FakeListChatModel } from "@langchain/core/utils/testing";
import { ChatOpenAI } from "@langchain/openai";
import { OpenAI } from "@llamaindex/openai";
import { expect, test } from "vitest";
import {
  type AnyChatModel,
  asChatModel,
  openAiCompatible,
} from "../../../../../packages/core/src/scorers/listwise/models/index.ts";

const apiKey = "test";

// Without a cast: the packages' own types fit.
test.each<[string, AnyChatModel]>([
  ["fake-list", new FakeListChatModel({ responses: [] })],
  ["openai:gpt-4o-mini", new ChatOpenAI({ model: "gpt-4o-mini", apiKey })],
  ["llamaindex:gpt-4o-mini", new OpenAI({ model: "gpt-4o-mini", apiKey })],
  ["openai:gpt-5-mini", createOpenAI({ apiKey })("gpt-5-mini")],
  ["openai:gpt-4o", createOpenAI({ apiKey }).chat("gpt-4o")],
])("%s", (id, model) => {
  expect(asChatModel(model).id).toBe(id);
});

test("one of ours stays what it is", async () => {
  const model = await openAiCompatible({ baseUrl: "http://127.0.0.1:1/v1", model: "m" });
  expect(asChatModel(model)).toBe(model);
});

test.each([
  ["gpt-5-mini", '"gpt-5-mini" is no chat model'],
  [undefined, "undefined is no chat model"],
  [null, "null is no chat model"],
  [() => {}, "a function is no chat model"],
  [{}, "an object without properties is no chat model"],
  [{ invoke: () => {} }, "an object with invoke is no chat model"],
])("%s is refused, with what is accepted", (value, said) => {
  const refused = () => asChatModel(value as unknown as AnyChatModel);
  expect(refused).toThrow(said);
  expect(refused).toThrow(/LangChain .* LlamaIndex .* AI SDK .* id, supports and complete/);
});
