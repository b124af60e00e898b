import { afterEach, expect, test, vi } from "vitest";
import { baseUrlsOf } from "../../../../packages/core/src/scorers/remote/remote-url.ts";

const acme = { name: "acme", baseUrl: "https://api.acme.test", urlVariables: ["ACME_URL", "ACME_BASE"] };
const ownServer = { name: "acme", urlVariables: ["ACME_URL"] };

afterEach(() => {
  vi.unstubAllEnvs();
});

test("the option comes before the environment, that before the provider's own", () => {
  expect(baseUrlsOf(acme, {})).toEqual(["https://api.acme.test"]);
  vi.stubEnv("ACME_BASE", "http://second.test");
  expect(baseUrlsOf(acme, {})).toEqual(["http://second.test"]);
  vi.stubEnv("ACME_URL", " http://first.test/v1/\n");
  expect(baseUrlsOf(acme, {})).toEqual(["http://first.test/v1"]);
  expect(baseUrlsOf(acme, { baseUrl: "http://option.test" })).toEqual(["http://option.test"]);
});

test("slashes at the end do not count, also of replicas", () => {
  expect(baseUrlsOf(acme, { baseUrl: ["http://a.test//", "http://b.test/x/"] })).toEqual(["http://a.test", "http://b.test/x"]);
});

test("no address: the error names spec, option and variable", () => {
  const message = expect.stringMatching(/"acme:http:\/\/host:port".*baseUrl.*ACME_URL/);
  expect(() => baseUrlsOf(ownServer, {})).toThrow(expect.objectContaining({ code: "invalid_config", provider: "acme", message }));
});
