import { expect, test } from "vitest";
import { all, readAll } from "./support/read.ts";

const ranking = "[3] > [1] > [2]";

test("rule 1: strings, lists, objects, blocks of content and tool calls are read", () => {
  const contents = [
    ranking,
    [3, 1, 2],
    ["3", "1", "2"],
    ["Passage 3", "[1]", 2],
    [ranking],
    { ranking: [3, 1, 2] },
    { ranking: ["[3]", "[1]", "[2]"] },
    { ranking },
    { content: ranking },
    { content: [{ type: "text", text: ranking }] },
    [
      { type: "text", text: "[3] > [1]" },
      { type: "text", text: " > [2]" },
    ],
    [
      { type: "thinking", thinking: "[1] > [2] > [3]" },
      { type: "text", text: ranking },
    ],
    [{ type: "reasoning", text: "[1] > [2] > [3]" }, ranking],
    // The call is the answer, whatever introduces it.
    [
      { type: "text", text: "I rank [1], [2] and [3]:" },
      { type: "tool_use", input: { ranking: [3, 1, 2] } },
    ],
    [{ type: "function_call", arguments: '{"ranking":[3,1,2]}' }],
    { tool_calls: [{ function: { arguments: '{"ranking":[3,1,2]}' } }] },
  ];
  expect(readAll(contents)).toEqual(all(contents, "ok: 3 1 2"));
});

test("rule 1: what is no answer is empty, and data without a ranking is unparsed", () => {
  const nothing = [null, undefined, "", " \n\t", "\u200b\ufeff", true, [{ type: "reasoning", text: ranking }]];
  expect(readAll(nothing)).toEqual(all(nothing, "empty:"));
  const without = [{}, [], { ranking: [] }, { ranking: null }, { ranking: [{}] }, [null, {}], [[]], Number.NaN, 7];
  expect(readAll(without)).toEqual(all(without, "unparsed:"));
  const refusals = [{ refusal: "No." }, { content: null, refusal: "[3] > [1]" }, [{ type: "refusal", refusal: "No." }]];
  expect(readAll(refusals)).toEqual(all(refusals, "refused:"));
});

test("rule 4: labels in reasoning are not the answer, and reasoning that never ends is none", () => {
  const closed = [
    `<think>[1] > [2] > [3]</think>${ranking}`,
    `[1] > [2], so </think>${ranking}`,
    `<THINKING>2</THINKING><reasoning>1</reasoning> ${ranking}`,
    `<analysis>[2]</analysis>\n${ranking}`,
    `[THINK][1] > [2] > [3][/THINK]${ranking}`,
    `◁think▷[1]◁/think▷${ranking}`,
    `<|channel|>analysis<|message|>[1] > [2]<|end|><|start|>assistant<|channel|>final<|message|>${ranking}`,
    `analysisIs [1] > [2] > [3] right?assistantfinal${ranking}`,
  ];
  expect(readAll(closed)).toEqual(all(closed, "ok: 3 1 2"));
  const open = [
    "<think>[3] > [1] > [2]",
    `<think>1</think>${ranking}<think>or [2]`,
    "<|channel|>analysis<|message|>[3] > [1] > [2]",
  ];
  expect(readAll(open)).toEqual(all(open, "truncated:"));
  expect(readAll(["<think>[3] > [1] > [2]</think>\n"])).toEqual([["<think>[3] > [1] > [2]</think>\n", "empty:"]]);
});

test("rule 5: the last part that is marked as the answer is the answer", () => {
  const marked = [
    `[1] > [2] > [3]? No: <answer>${ranking}</answer> [2] > [1] > [3]`,
    `<answer>[1] > [2] > [3]</answer>, rather <answer>${ranking}</answer>`,
    `<ANSWER>${ranking}`,
    `[rankstart] ${ranking} [rankend] [1] > [2] > [3]`,
    `\\boxed{${ranking}}, not [1] > [2] > [3]`,
    "\\boxed{\\text{3, 1, 2}} of 3",
    `\\boxed{[1]} <answer>${ranking}</answer>`,
    // Where nothing is in it, the whole text is read.
    `<answer></answer>${ranking}`,
    `[rankstart] [rankend] ${ranking}`,
  ];
  expect(readAll(marked)).toEqual(all(marked, "ok: 3 1 2"));
});
