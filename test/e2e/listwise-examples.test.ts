import { startMockLlm } from "secondpass/testing";
import { describe, expect, test } from "vitest";
import { runExample } from "./run-example.ts";

describe.each(["endpoint", "langchain", "llamaindex", "ai-sdk"])("examples/listwise-%s.ts", (name) => {
  test("without a key: plan and cost first, then what a mock ranks, within the plan", async () => {
    const { code, stdout, stderr } = await runExample(`listwise-${name}.ts`, [], { OPENAI_API_KEY: "" });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^plan: select, 4 calls in 2 rounds, about \d+ input and \d+ output tokens, \$0\.\d{4}\n/);
    expect(stdout).toMatch(/\n1\. .*An idle worker does not keep the process alive/);
    expect(stdout).toMatch(/\nspent: 4 calls, \d+ \+ \d+ tokens/);
  });

  test("with a key: the model that OPENAI_MODEL names, at OpenAI's address", async () => {
    await using mock = await startMockLlm({ apiKey: "of-this-test" });
    const environment = { OPENAI_API_KEY: "of-this-test", OPENAI_MODEL: "of-mine", OPENAI_BASE_URL: mock.url };
    const { code, stdout, stderr } = await runExample(`listwise-${name}.ts`, [], environment);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    // It has no price until the user fills one in.
    expect(stdout).toMatch(/^plan: .* no price in examples\/listwise\/prices\.ts\n/);
    expect(mock.requests.map(({ body }) => body.model)).toEqual(["of-mine", "of-mine", "of-mine", "of-mine"]);
  });
});
