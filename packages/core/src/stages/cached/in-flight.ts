/** A key that this call works on, or that another one does. */
export type Claim<T> = MyClaim<T> | { isMine: false; value: Promise<T | undefined> };

export interface MyClaim<T> {
  isMine: true;
  /** Hands the value to whoever waits for it. */
  settle(value: T): void;
  /** Lets others work on the key; whoever still waits gets `undefined`. */
  release(): void;
}

/** Claims a key. */
export type ClaimKey<T> = (key: string) => Claim<T>;

/**
 * Sees to it that one call works on a key at a time; others wait for its value, and where it comes to none they claim the key
 * themselves. Each cached reranker has its own: one inside another has the same keys, and would wait for itself.
 */
export function createInFlight<T>(): ClaimKey<T> {
  const working = new Map<string, Promise<T | undefined>>();
  return (key) => {
    const other = working.get(key);
    if (other) return { isMine: false, value: other };
    let settle: (value: T | undefined) => void = () => {};
    const value = new Promise<T | undefined>((resolve) => {
      settle = resolve;
    });
    working.set(key, value);
    return {
      isMine: true,
      settle,
      release() {
        settle(undefined);
        if (working.get(key) === value) working.delete(key);
      },
    };
  };
}
