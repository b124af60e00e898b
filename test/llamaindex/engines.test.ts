import type { ChatMessage } from "@llamaindex/core/llms";
import { MockLLM } from "@llamaindex/core/llms/mock";
import { RerankPostprocessor, rankingOf } from "@secondpass/llamaindex";
import {
  CondenseQuestionChatEngine,
  ContextChatEngine,
  getResponseSynthesizer,
  MetadataMode,
  type NodeWithScore,
  RetrieverQueryEngine,
  Settings,
  TextNode,
} from "llamaindex";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { errorOf } from "../contract/wrapper/error-of.ts";
import { FixedRetriever } from "./fixed-retriever.ts";

/** A model that answers without being one, and notes what it was shown. */
class NotingLlm extends MockLLM {
  readonly shown: string[] = [];

  override chat = ((params: { messages: ChatMessage[] }) => {
    this.shown.push(JSON.stringify(params.messages.map(({ content }) => content)));
    return super.chat(params as never);
  }) as unknown as MockLLM["chat"];

  override complete = ((params: { prompt: unknown }) => {
    this.shown.push(JSON.stringify(params.prompt));
    return super.complete(params as never);
  }) as unknown as MockLLM["complete"];
}

const texts = ["The weather in Paris.", "Rust is an oxide.", "Install Rust with rustup."];
const nodes = (): NodeWithScore[] =>
  texts.map((text, i) => ({ node: new TextNode({ id_: `n${i}`, text }), score: 0.9 - i / 10 }));
const query = "install rust";
const postprocessor = new RerankPostprocessor({ reranker: "lexical", topN: 2 });
let llm: NotingLlm;

beforeAll(() => {
  llm = new NotingLlm({ timeBetweenToken: 0, responseMessage: query });
  Settings.llm = llm;
});
beforeEach(() => {
  llm.shown.length = 0;
});
afterAll(() => postprocessor.dispose());

function queryEngine(): RetrieverQueryEngine {
  return new RetrieverQueryEngine(new FixedRetriever(nodes()), getResponseSynthesizer("compact", { llm }), [postprocessor]);
}

/** The model saw the two best in order, and not the third. */
function expectRerankedContext(shown: string | undefined): void {
  const places = texts.map((text) => shown?.indexOf(text) ?? -1) as [number, number, number];
  expect(places[0]).toBe(-1);
  expect(places[2]).toBeGreaterThan(-1);
  expect(places[1]).toBeGreaterThan(places[2]);
}

test("RetrieverQueryEngine retrieves in the reranker's order", async () => {
  const found = await queryEngine().retrieve(query);
  expect(found.map(({ node }) => node.id_)).toEqual(["n2", "n1"]);
  expect(rankingOf(found)?.dropped).toEqual([{ index: 0, reason: "topN" }]);
});

test("RetrieverQueryEngine answers from the reranked nodes, and its response leads to the receipt", async () => {
  const response = await queryEngine().query({ query });
  expectRerankedContext(llm.shown[0]);
  expect(response.sourceNodes?.map(({ node }) => node.id_)).toEqual(["n2", "n1"]);
  expect(rankingOf(response.sourceNodes?.[0] as object)?.receipt).toMatchObject({ reranked: true, servedBy: "lexical" });
});

test("RetrieverQueryEngine retrieves for a query of content parts", async () => {
  const found = await queryEngine().retrieve({ query: [{ type: "text", text: query }] });
  expect(found.map(({ node }) => node.id_)).toEqual(["n2", "n1"]);
});

test("ContextChatEngine chats over the reranked nodes", async () => {
  const engine = new ContextChatEngine({
    retriever: new FixedRetriever(nodes()),
    chatModel: llm,
    nodePostprocessors: [postprocessor],
  });
  const response = await engine.chat({
    message: [
      { type: "text", text: query },
      { type: "image_url", image_url: { url: "https://example.org/rust.png" } },
    ],
  });
  expectRerankedContext(llm.shown[0]);
  expect(rankingOf(response.sourceNodes?.[0] as object)?.results.map(({ index }) => index)).toEqual([2, 1]);
});

test("CondenseQuestionChatEngine chats over the reranked nodes", async () => {
  const engine = new CondenseQuestionChatEngine({ queryEngine: queryEngine(), chatHistory: [] });
  const response = await engine.chat({ message: "and how do I install it?" });
  // The first prompt condenses the question; the mock answers it with the query.
  expectRerankedContext(llm.shown[1]);
  expect(response.sourceNodes?.[0]?.node.id_).toBe("n2");
});

test("errors come out of an engine with their code", async () => {
  const failing = new RerankPostprocessor({ reranker: "nobody" });
  const engine = new RetrieverQueryEngine(new FixedRetriever(nodes()), undefined, [failing]);
  expect(await errorOf(engine.query({ query }))).toMatchObject({ name: "RerankError", code: "unknown_provider" });
});

test("the enum of the framework is a metadata mode", () => {
  expect(new RerankPostprocessor({ reranker: "lexical", metadataMode: MetadataMode.LLM })).toBeInstanceOf(RerankPostprocessor);
});
