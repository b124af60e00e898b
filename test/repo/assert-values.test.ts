import { expect, test } from "vitest";
import { assertValues } from "./support/assert-values.ts";
import { runExample } from "./support/run-example.ts";

test("a promised value becomes an assertion, over several lines and inside blocks as well", () => {
  const code =
    'const a = f();\na.map(\n  (x) => x,\n); // => ["x"]\nfor (const b of a) {\n  b; // => "x"\n}\nconsole.log(a[0]); // => "x"';
  expect(assertValues(code)).toBe(
    'import assert from "node:assert/strict";\nconst a = f();\nassert.deepStrictEqual(a.map(\n  (x) => x,\n), ["x"]); // => ["x"]\n' +
      'for (const b of a) {\n  assert.deepStrictEqual(b, "x"); // => "x"\n}\nassert.deepStrictEqual(a[0], "x"); // => "x"\n',
  );
});

test("a value that nothing would check is refused", () => {
  expect(() => assertValues("const a = 1; // => 1")).toThrow('nothing checks "// => 1"');
});

test("an example that holds runs, one that does not fails", async () => {
  await runExample("self-check-true", "[1, 2].map((x) => x * 2); // => [2, 4]");
  await expect(runExample("self-check-false", "[1, 2].map((x) => x * 2); // => [2, 5]")).rejects.toThrow("deep-equal");
});
