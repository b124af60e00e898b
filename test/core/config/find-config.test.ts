import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createReranker } from "secondpass";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeTemporaryFolder } from "../../data/temporary-folder.ts";

const variable = "SECONDPASS_RERANKER";
const file = "secondpass.config.json";
const home = process.cwd();

beforeEach(async () => {
  vi.stubEnv(variable, "");
  process.chdir(await makeTemporaryFolder());
});

afterEach(() => {
  process.chdir(home);
  vi.unstubAllEnvs();
});

const found = async (config?: "identity") => {
  await using reranker = await createReranker(config);
  return reranker.id;
};

test("without any configuration: the bundled model", async () => {
  expect(await found()).toBe("local:mini");
});

test("a file in the working directory", async () => {
  for (const text of [
    '"lexical"',
    '{ "lexical": {} }',
    '{ "reranker": "lexical" }',
    '{ "reranker": { "lexical": { "b": 0 } } }',
  ]) {
    await writeFile(file, text);
    expect(await found()).toBe("lexical");
  }
});

test("the environment goes before the file, and the argument before both", async () => {
  await writeFile(file, '"local"');
  vi.stubEnv(variable, "lexical");
  expect(await found()).toBe("lexical");
  expect(await found("identity")).toBe("identity");
});

test("the environment holds a spec string or JSON", async () => {
  for (const value of ["lexical", " lexical ", '{"lexical":{}}', '{ "reranker": "lexical" }']) {
    vi.stubEnv(variable, value);
    expect(await found()).toBe("lexical");
  }
});

test("an empty variable is none", async () => {
  await writeFile(file, '"lexical"');
  vi.stubEnv(variable, "  ");
  expect(await found()).toBe("lexical");
});

test("a mistake in the environment names the variable", async () => {
  vi.stubEnv(variable, '{"local":{"blend":2}}');
  await expect(found()).rejects.toMatchObject({
    code: "invalid_config",
    message: expect.stringContaining(`${variable}.local.blend`),
  });
  vi.stubEnv(variable, "{bad");
  await expect(found()).rejects.toMatchObject({ code: "invalid_config", message: expect.stringContaining(`${variable}: {bad`) });
  vi.stubEnv(variable, "locla");
  await expect(found()).rejects.toMatchObject({ code: "unknown_provider", message: expect.stringContaining('"local"') });
});

test("a mistake in the file names the file", async () => {
  await writeFile(file, '{ "lexical": { "k1": "x" } }');
  await expect(found()).rejects.toMatchObject({ code: "invalid_config", message: expect.stringContaining(`${file}.lexical.k1`) });
  for (const text of ["", "{ not json", '{ "lexical": {}, }']) {
    await writeFile(file, text);
    await expect(found()).rejects.toMatchObject({
      code: "invalid_config",
      message: expect.stringContaining(`${join(process.cwd(), file)} is not valid JSON`),
    });
  }
});

test("a file that cannot be read is an error, not the default", async () => {
  await mkdir(file);
  await expect(found()).rejects.toMatchObject({
    code: "invalid_config",
    message: expect.stringContaining(`${join(process.cwd(), file)} cannot be read`),
  });
});
