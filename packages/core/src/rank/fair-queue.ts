/** Whose turn it is, among those that wait for the same workers. */
export interface FairQueue<T extends { priority: number }> {
  readonly size: number;
  add(item: T): void;
  /** Takes an item out, wherever it stands; does nothing when it is not there. */
  remove(item: T): void;
  /**
   * The next item that can use a turn, which then goes to the back: of the highest priority first, and among equals in
   * rotation, so that a request with many documents does not hold up one with few.
   */
  next(canUse: (item: T) => boolean): T | undefined;
  values(): readonly T[];
}

export function createFairQueue<T extends { priority: number }>(): FairQueue<T> {
  let items: T[] = [];
  return {
    get size() {
      return items.length;
    },
    add: (item) => void items.push(item),
    remove(item) {
      items = items.filter((other) => other !== item);
    },
    next(canUse) {
      const ready = items.filter(canUse);
      const highest = ready.reduce((most, { priority }) => Math.max(most, priority), Number.NEGATIVE_INFINITY);
      const item = ready.find(({ priority }) => priority === highest);
      if (item) items = [...items.filter((other) => other !== item), item];
      return item;
    },
    values: () => [...items],
  };
}
