import type { ModelWorker } from "./model-worker.ts";
import type { WorkerPool } from "./worker-pool.ts";

/** One user's share of a pool. */
export interface PoolLease<W extends ModelWorker> {
  pool: WorkerPool<W>;
  /** What was found out about the model when it was loaded. */
  info: W["info"];
  /** To be called once; the pool closes with its last user. */
  release(): Promise<void>;
}

interface MadePool<W extends ModelWorker> {
  pool: WorkerPool<W>;
  info: W["info"];
}

interface SharedPool {
  users: number;
  made: Promise<MadePool<ModelWorker>>;
}

// Weights are the largest thing that a process holds: two rerankers with the same model and settings share one pool.
const pools = new Map<string, SharedPool>();

/**
 * Joins the pool with this key, or makes it.
 *
 * @param key everything that tells one pool from another: the model file as it is now, and all settings
 */
export async function leasePool<W extends ModelWorker>(key: string, make: () => Promise<MadePool<W>>): Promise<PoolLease<W>> {
  const shared = pools.get(key) ?? { users: 0, made: make() };
  pools.set(key, shared);
  shared.users++;
  try {
    // The key says what kind of worker it is.
    return { ...((await shared.made) as MadePool<W>), release };
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
