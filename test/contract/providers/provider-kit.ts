import { createReranker, isRerankError, type RerankError, type Reranker, type RerankerConfig } from "secondpass";
import { type MockProvider, type MockProviderOptions, startMockProvider } from "secondpass/testing";
import { expect, onTestFinished, vi } from "vitest";
import { remoteNames } from "../../../packages/core/src/config/registry.ts";
import { type ProviderRow, providerTable } from "./provider-table.ts";

export const apiKey = "sk-mock-0123456789abcdef";
export const query = "how do I install rust";
export const documents = [
  "The weather in Paris is mild in spring.",
  "Iron oxide, commonly called rust, forms when iron and oxygen react.",
  "How to install Rust with rustup: do run curl and follow the instructions.",
  "How do I bake bread?",
  "A violin has four strings tuned in perfect fifths.",
];

/** The providers of the registry that have a row; a test of its own says which have none. */
export const providers: [string, ProviderRow][] = remoteNames.flatMap((name) => {
  const row = providerTable[name];
  return row ? [[name, row]] : [];
});

/** Those whose requests our own transport carries. */
export const ownTransport: [string, ProviderRow][] = providers.filter(([, { otherTransport }]) => !otherTransport);

export interface Subject {
  mock: MockProvider;
  reranker: Reranker;
}

/** A reranker of this provider that asks a mock of its own, with hardly any patience. */
export async function startSubject(
  name: string,
  { mock: mockOptions, options }: { mock?: MockProviderOptions; options?: Record<string, unknown> } = {},
): Promise<Subject> {
  const row = providerTable[name] as ProviderRow;
  const ownKey = row.otherTransport ? {} : { apiKey };
  withoutEnvironment();
  for (const [variable, value] of Object.entries(row.environment ?? {})) vi.stubEnv(variable, value);
  const mock = await startMockProvider({ format: row.format, ...ownKey, ...mockOptions });
  const config = { [name]: { baseUrl: mock.url, retryDelayMs: 1, ...ownKey, ...row.options, ...options } };
  const reranker = await createReranker(config as unknown as RerankerConfig);
  onTestFinished(async () => {
    await reranker.dispose();
    await mock.stop();
    vi.unstubAllEnvs();
  });
  return { mock, reranker };
}

/** Requests of ranking, without questions about the server. */
export function rankingRequests({ requests }: MockProvider): MockProvider["requests"] {
  return requests.filter(({ method }) => method === "POST");
}

/** The `RerankError` that a call rejects with. */
export async function errorOf(call: Promise<unknown>): Promise<RerankError> {
  const error = await call.then(
    () => new Error("the call did not reject"),
    (error: unknown) => error,
  );
  if (!isRerankError(error)) throw error;
  return error;
}

export const indexesOf = ({ results }: { results: readonly { index: number }[] }): number[] => results.map(({ index }) => index);

/** What a call ranks when nothing goes wrong. */
export const goodOrder = [2, 3, 1, 0, 4];

export function expectNothingLost(results: readonly { index: number }[], count: number): void {
  expect(results.map(({ index }) => index).sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
}

/** A proxy of the machine is for the world outside, not for the mock. */
function withoutEnvironment(): void {
  for (const name of ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"]) vi.stubEnv(name, undefined);
}
