import { describe, expect, test } from "vitest";
import { runExample } from "./run-example.ts";

describe("npm run demo", () => {
  test("reranks real documents inside a LangChain chain and a LlamaIndex query", async () => {
    const { code, stdout, stderr } = await runExample("demo/demo.ts");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const [, langchain = "", llamaindex = ""] = stdout.split("━━ L");
    expect(langchain).toMatch(/^angChain/);
    expect(llamaindex).toMatch(/^lamaIndex/);
    // A move is a document that the reranker put somewhere else.
    expect(langchain).toMatch(/\d+ ↑/);
    expect(llamaindex).toMatch(/\d+ ↑/);
    expect(langchain).toMatch(
      /50 candidates reranked in \d+ ms, 0\.2 of the first stage blended in, 0\.2 of the likeness to the best/,
    );
    expect(langchain).toContain("» Code MIT. The bundled model's weights are CC BY-SA 4.0");
  });

  test("takes another reranker on the command line", async () => {
    const { code, stdout } = await runExample("demo/demo.ts", ["local:packages/model-mini/model"]);
    expect(code).toBe(0);
    expect(stdout).toContain("local:mini loaded");
  });

  test("says what is wrong with a spec that names no reranker", async () => {
    const { code, stderr } = await runExample("demo/demo.ts", ["--help"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/usage: npm run demo/);
  });
});
