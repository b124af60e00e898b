import { createReranker } from "secondpass";
import { expect, test, vi } from "vitest";

test.each([
  ["no scheme", "localhost:8080", "is no address"],
  ["no host", "http://", "is no address"],
  ["a password", "http://user:secret-0123@tei.test", "has a user name or password"],
])("an address with %s is refused before any call", async (_, address, why) => {
  vi.stubEnv("TEI_URL", address);
  const error = await createReranker("tei").catch((error) => error);
  vi.unstubAllEnvs();
  expect(error).toMatchObject({ code: "invalid_config", provider: "tei" });
  expect(error.message).toContain(why);
  expect(error.message).not.toContain("secret-0123");
});
