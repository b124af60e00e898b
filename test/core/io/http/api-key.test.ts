import { afterEach, expect, test, vi } from "vitest";
import { type ApiKeySource, findApiKey } from "../../../../packages/core/src/io/http/api-key.ts";

const source: ApiKeySource = { provider: "mock", apiKey: undefined, variables: ["MOCK_API_KEY", "MOCK_KEY"] };

afterEach(() => {
  vi.unstubAllEnvs();
});

test("the option comes first, then the variables in their order", async () => {
  vi.stubEnv("MOCK_KEY", "second");
  expect(await findApiKey(source)).toBe("second");
  vi.stubEnv("MOCK_API_KEY", "first");
  expect(await findApiKey(source)).toBe("first");
  expect(await findApiKey({ ...source, apiKey: "option" })).toBe("option");
});

test("white space around it is no part of it, and alone is none", async () => {
  vi.stubEnv("MOCK_API_KEY", "  \n");
  vi.stubEnv("MOCK_KEY", " second\r\n");
  expect(await findApiKey(source)).toBe("second");
  expect(await findApiKey({ ...source, apiKey: "option\n" })).toBe("option");
});

test("a function is asked each time, and may take its time", async () => {
  let calls = 0;
  const apiKey = async () => `key-${++calls}`;
  expect(await findApiKey({ ...source, apiKey })).toBe("key-1");
  expect(await findApiKey({ ...source, apiKey: () => `key-${++calls}` })).toBe("key-2");
  const apiKeyFailure = new Error("vault sealed");
  const failing = () => Promise.reject(apiKeyFailure);
  await expect(findApiKey({ ...source, apiKey: failing })).rejects.toBe(apiKeyFailure);
});

test("without one: says which variables and which option", async () => {
  const message = "mock needs an API key: set MOCK_API_KEY or MOCK_KEY, or pass { mock: { apiKey } }";
  await expect(findApiKey(source)).rejects.toMatchObject({ code: "missing_key", message });
  await expect(findApiKey({ ...source, apiKey: "" })).rejects.toMatchObject({ code: "missing_key" });
  expect(await findApiKey({ ...source, optional: true })).toBeUndefined();
});

test.each([
  ["a line break", "sk-012\n345", '"\\n" as character 7 of 10'],
  ["a space", "sk 012", '" " as character 3 of 6'],
  ["a letter that no header has", "sk-012–345", '"–" as character 7 of 10'],
  ["a NUL", "sk\0", '"\\u0000" as character 3 of 3'],
])("%s within: where it stands, not what stands around it", async (_, apiKey, where) => {
  const error = await findApiKey({ ...source, apiKey }).catch((error) => error);
  expect(error).toMatchObject({ code: "invalid_config", retryable: false });
  expect(error.message).toContain(`the API key in apiKey has ${where}`);
  expect(error.message).not.toMatch(/012|345/);
});

test("a bad key of the environment names its variable", async () => {
  vi.stubEnv("MOCK_API_KEY", "sk-0\t1");
  await expect(findApiKey(source)).rejects.toThrow("the API key in MOCK_API_KEY");
});
