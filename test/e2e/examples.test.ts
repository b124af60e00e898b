import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runExample } from "./run-example.ts";

const examples = readdirSync(fileURLToPath(new URL("../../examples/", import.meta.url))).filter((name) => name.endsWith(".ts"));

test.each(examples)("examples/%s runs offline and prints a result", async (name) => {
  // Whoever runs the tests may have a key; an example is not to spend on it.
  const { code, stdout, stderr } = await runExample(name, [], { OPENAI_API_KEY: "" });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout.trim()).not.toBe("");
});
