import { RerankError } from "secondpass";
import { expect, test } from "vitest";
import { createReplicas } from "../../../../packages/core/src/io/http/replicas.ts";

const open = () => new RerankError("circuit_open", "left alone");

test("requests begin in turns, and each attempt of one goes to the next", async () => {
  const replicas = createReplicas(["a", "b", "c"]);
  const [first, second] = [replicas.start(), replicas.start()];
  const ask = (start: typeof first) => start(async (url) => url);
  // Taken by turns, the two do not disturb each other.
  expect([await ask(first), await ask(second), await ask(first), await ask(second)]).toEqual(["a", "b", "b", "c"]);
});

test("an open circuit is passed over, once round and no further", async () => {
  const replicas = createReplicas(["a", "b", "c"]);
  const asked: string[] = [];
  const attempt = async (url: string) => {
    asked.push(url);
    if (url !== "c") throw open();
    return url;
  };
  expect(await replicas.start()(attempt)).toBe("c");
  expect(asked).toEqual(["a", "b", "c"]);
  await expect(replicas.start()(async () => Promise.reject(open()))).rejects.toMatchObject({ code: "circuit_open" });
});

test("any other failure is the attempt's", async () => {
  const asked: string[] = [];
  const attempt = async (url: string) => {
    asked.push(url);
    throw new RerankError("provider_unavailable", "down", { retryable: true });
  };
  await expect(createReplicas(["a", "b"]).start()(attempt)).rejects.toMatchObject({ code: "provider_unavailable" });
  expect(asked).toEqual(["a"]);
});
