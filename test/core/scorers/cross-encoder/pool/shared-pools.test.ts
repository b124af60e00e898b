import { expect, test } from "vitest";
import { leasePool } from "../../../../../packages/core/src/scorers/cross-encoder/shared-pools.ts";
import type { WorkerPool } from "../../../../../packages/core/src/scorers/cross-encoder/worker-pool.ts";

function counted() {
  const count = { made: 0, closed: 0 };
  const pool: WorkerPool = {
    loaded: 1,
    score: async () => ({ scores: [] }),
    measure: async () => ({ tokens: [], room: 0 }),
    async close() {
      count.closed++;
    },
  };
  const make = async () => {
    count.made++;
    return { pool, info: count.made };
  };
  return { count, make };
}

test("the same key shares one pool, which closes with its last user", async () => {
  const { count, make } = counted();
  const [first, second] = await Promise.all([leasePool("a", make), leasePool("a", make)]);
  expect(first.pool).toBe(second.pool);
  await first.release();
  expect(count).toEqual({ made: 1, closed: 0 });
  await second.release();
  expect(count).toEqual({ made: 1, closed: 1 });
  await (await leasePool("a", make)).release();
  expect(count).toEqual({ made: 2, closed: 2 });
});

test("another key is another pool", async () => {
  const { count, make } = counted();
  const leases = await Promise.all([leasePool("a", make), leasePool("b", make)]);
  expect(count.made).toBe(2);
  await Promise.all(leases.map((lease) => lease.release()));
});

test("a pool that could not be made is forgotten", async () => {
  const { make } = counted();
  const fail = async () => {
    throw new Error("corrupt");
  };
  await expect(leasePool("c", fail)).rejects.toThrow("corrupt");
  await (await leasePool("c", make)).release();
});
