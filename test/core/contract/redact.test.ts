import { expect, test } from "vitest";
import { redact } from "../../../packages/core/src/contract/redact.ts";

// Made up; put together so that no scanner takes this file for a leak.
const secret = ["Zq3", "xT8w", "Lm5v", "Rk2p", "Yh7n"].join("");
const letters = ["abcdefghij", "ABCDEFGHIJ", "klmnopqrst", "KLMN"].join("");

const leaks: [name: string, text: string, hidden?: string][] = [
  ["a bearer token", `Authorization: Bearer ${secret}`],
  ["a bearer token in lower case", `authorization: bearer ${secret}`],
  ["api_key in a query string", `GET /rerank?api_key=${secret}&model=x`],
  ["api-key in a header", `x-api-key: ${secret}`],
  ["apiKey in JSON", `{"apiKey":"${secret}","model":"x"}`],
  ["apikey in single quotes", `apikey='${secret}'`],
  ["an environment variable", `COHERE_API_KEY=${secret} node app.js`],
  ["another environment variable", `HF_TOKEN=${secret}`],
  ["an access token", `https://example.org/?access_token=${secret}&a=1`],
  ["a client secret", `client_secret: "${secret}"`],
  ["a token", `token=${secret}`],
  ["a password", `password: ${secret}`],
  ["credentials in a URL", `connect to https://ann:${secret}@example.org/v1`],
  ["a password without a user in a URL", `redis://:${secret}@localhost:6379`],
  ["an OpenAI key", `invalid key sk-${secret} given`],
  ["an OpenAI project key", `invalid key sk-proj-${secret}_${secret} given`],
  ["a key that a server quotes", `Incorrect API key provided: ${secret}.`],
  ["a Jina key", `jina_${secret} was refused`],
  ["a Voyage key", `pa-${secret} was refused`],
  ["a Hugging Face token, which has no digits", `hf_${letters} was refused`, letters],
];

for (const [name, text, hidden = secret] of leaks) {
  test(`${name} is hidden`, () => {
    expect(redact(text)).not.toContain(hidden);
    expect(redact(text)).toContain("[redacted]");
  });
}

test("what stands around a credential stays", () => {
  expect(redact(`GET https://ann:${secret}@example.org/v1?api_key=${secret}&model=x failed`)).toBe(
    "GET https://ann:[redacted]@example.org/v1?api_key=[redacted]&model=x failed",
  );
});

test("every credential in a text is hidden", () => {
  expect(redact(`Bearer ${secret}, Bearer ${secret}`)).toBe("Bearer [redacted], Bearer [redacted]");
});

test("redacting twice is redacting once", () => {
  for (const [, text] of leaks) expect(redact(redact(text))).toBe(redact(text));
});

const ordinary = [
  "tokenizer: 24,896 pieces",
  "maxTokens: 8192 leaves no room for a query and a document",
  "input_tokens: 12345, output_tokens: 678",
  "tokenizer.json has 24896 pieces but the model knows 24895: it belongs to another model",
  'unk_token: "[UNK]", sep_token: "[SEP]"',
  "the bearer of bad news",
  "https://example.org:8080/v1/rerank?model=x",
  "see https://example.org/a and mail ann@example.org",
  "hf_cross_encoder and hf_sentence_transformers are names",
  "sk-learn and pa-systems-and-other-long-hyphenated-names",
  "cannot read C:\\models\\mini\\config.json",
  "",
];

for (const text of ordinary) {
  test(`ordinary text stays as it is: ${text || "(empty)"}`, () => {
    expect(redact(text)).toBe(text);
  });
}
