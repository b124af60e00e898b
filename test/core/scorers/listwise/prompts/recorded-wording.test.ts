import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { promptFromTemplate, promptTemplates } from "../../../../../packages/core/src/scorers/listwise/prompts/index.ts";
import { noSharedData, sharedData } from "../../../../data/shared-data.ts";

const log = "output_v2_aug_vicuna_7b_4096_100_PromptMode.RANK_GPT_dl19_2023-09-12T18-36-14.768731.jsonl.gz";
const passagesOf = /\n\n(\[1\] [\s\S]*\n)(?=Search Query: )/;

test("rankgpt-single: the recorded words, but for the passages and how that model marks roles", ({ skip }) => {
  skip(noSharedData !== undefined, noSharedData);
  const lines = gunzipSync(readFileSync(join(sharedData, "llm-listwise/replay", log)))
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "");
  const passages = Array.from({ length: 20 }, (_, i) => ({ label: String(i + 1), text: "" }));
  for (const line of lines.filter((_, i) => i % 9 === 0)) {
    const { query, prompt } = JSON.parse(line) as { query: string; prompt: string };
    const call = { query, passages, ask: 20, output: "text", isRetry: false, nonce: "" } as const;
    const rendered = promptFromTemplate(promptTemplates["rankgpt-single"]).render(call);
    const ours = rendered.map(({ content }) => content).join(" USER: ");
    const withoutPassages = (text: string) => text.replace(passagesOf, "\n\n");
    expect(prompt).toMatch(passagesOf);
    expect(withoutPassages(ours), query).toBe(withoutPassages(prompt).replace(/ ?(?:ASSISTANT:)?\s*$/, ""));
  }
});
