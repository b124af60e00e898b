import type { WorkerPool } from "./worker-pool.ts";

/** One user's share of a pool. */
export interface PoolLease<Info> {
  pool: WorkerPool;
  /** What was found out about the model when it was loaded. */
  info: Info;
  /** To be called once; the pool closes with its last user. */
  release(): Promise<void>;
}

interface SharedPool {
  users: number;
  made: Promise<{ pool: WorkerPool; info: unknown }>;
}

// Weights are the largest thing that a process holds: two rerankers with the same model and settings share one pool.
const pools = new Map<string, SharedPool>();

/**
 * Joins the pool with this key, or makes it.
 *
 * @param key everything that tells one pool from another: the model file as it is now, and all settings
 */
export async function leasePool<Info>(
  key: string,
  make: () => Promise<{ pool: WorkerPool; info: Info }>,
): Promise<PoolLease<Info>> {
  const shared = pools.get(key) ?? { users: 0, made: make() };
  pools.set(key, shared);
  shared.users++;
  try {
    const { pool, info } = await shared.made;
    return { pool, info: info as Info, release };
  } catch (error) {
    await release();
    throw error;
  }

  async function release(): Promise<void> {
    shared.users--;
    if (shared.users > 0) return;
    if (pools.get(key) === shared) pools.delete(key);
    const made = await shared.made.catch(() => undefined);
    await made?.pool.close();
  }
}
