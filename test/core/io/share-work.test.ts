import { expect, test } from "vitest";
import { shareWork } from "../../../packages/core/src/io/share-work.ts";

/** Work that is finished by hand, and what became of it. */
function makeWork() {
  const begun: { signal: AbortSignal; finish(value: string): void }[] = [];
  const letGo: string[] = [];
  const shared = shareWork<string>(
    (signal) =>
      new Promise((finish, fail) => {
        begun.push({ signal, finish });
        signal.addEventListener("abort", () => fail(signal.reason));
      }),
    async (value) => void letGo.push(value),
  );
  return { shared, begun, letGo };
}

test("done once for all who ask, before and after it is done", async () => {
  const { shared, begun } = makeWork();
  const calls = [shared.join(), shared.join(new AbortController().signal)];
  begun[0]?.finish("done");
  expect(await Promise.all([...calls, shared.join()])).toEqual(["done", "done", "done"]);
  expect(begun).toHaveLength(1);
});

test("one of two aborts: the other still gets it", async () => {
  const { shared, begun } = makeWork();
  const controller = new AbortController();
  const calls = [shared.join(controller.signal), shared.join(new AbortController().signal)];
  controller.abort(new Error("gone"));
  expect(begun[0]?.signal.aborted).toBe(false);
  begun[0]?.finish("done");
  expect(await Promise.all(calls)).toEqual(["done", "done"]);
});

test("all abort: it ends with the reason of the last, and the next one begins anew", async () => {
  const { shared, begun } = makeWork();
  const controllers = [new AbortController(), new AbortController()];
  const calls = controllers.map(({ signal }) => shared.join(signal).catch((error) => error.message));
  controllers.forEach((controller, index) => {
    controller.abort(new Error(`gone ${index}`));
  });
  const next = shared.join();
  expect(await Promise.all(calls)).toEqual(["gone 1", "gone 1"]);
  begun[1]?.finish("done");
  expect(await next).toBe("done");
});

test("who has no signal keeps it going", async () => {
  const { shared, begun } = makeWork();
  const controller = new AbortController();
  const call = shared.join();
  shared.join(controller.signal);
  controller.abort();
  begun[0]?.finish("done");
  expect(await call).toBe("done");
});

test("an abort after it is done changes nothing", async () => {
  const { shared, begun, letGo } = makeWork();
  const controller = new AbortController();
  const call = shared.join(controller.signal);
  begun[0]?.finish("done");
  await call;
  controller.abort();
  expect(await shared.join()).toBe("done");
  expect(letGo).toEqual([]);
});

test("what comes in spite of an abort is let go", async () => {
  const letGo: string[] = [];
  const shared = shareWork(
    async () => "done",
    async (value) => void letGo.push(value),
  );
  const call = shared.join();
  shared.cancel(new Error("enough"));
  await expect(call).rejects.toThrow("enough");
  expect(letGo).toEqual(["done"]);
});

test("what failed is tried again; nothing is current before it is asked for", async () => {
  let tries = 0;
  const shared = shareWork(
    async () => {
      tries++;
      if (tries === 1) throw new Error("not yet");
      return tries;
    },
    async () => {},
  );
  expect(shared.current).toBeUndefined();
  await expect(shared.join()).rejects.toThrow("not yet");
  expect(await shared.join()).toBe(2);
  expect(await shared.current).toBe(2);
});
