/** What came of one window. */
export interface RankedWindow {
  /** The window's positions, best first; as they were given where no call answered. */
  order: number[];
  /** Whether no call answered. */
  failed: boolean;
}

export interface WindowQuestion {
  /** How many of the best are asked for. */
  top: number;
  /** Shuffled repeats, averaged: calls for this window. Default: 1. */
  consistency?: number;
  /** Hears the order so far of a window that is asked about several times. */
  onAnswer?(order: readonly number[]): void;
}

/** One ranking under way, as a strategy sees it: something that ranks windows, and someone who wants to hear the order. */
export interface Run {
  /** Documents shown at a time. */
  readonly window: number;
  readonly stride: number;
  /** Results that matter. */
  readonly topK: number;
  /** Times that a sliding window goes over the list, or tournaments that are held. */
  readonly passes: number;
  /** Calls for a window that matters. */
  readonly consistency: number;
  /** Weight of the order before, in the final window. */
  readonly priorWeight: number;
  /** Random numbers from 0 up to 1, the same for the same seed. */
  random(): number;
  /**
   * Has the model rank some positions, shown in the order given. Never rejects because of one bad answer, nor where the budget
   * is used up: from then on every window fails without a call. Rejects on abort, and on what no further call would mend.
   *
   * @throws {RerankError} `authentication_failed` and the like
   */
  rank(positions: readonly number[], question: WindowQuestion): Promise<RankedWindow>;
  /** Tells the best order known so far. */
  update(order: readonly number[]): void;
}

/** Puts all positions, given in the order of the stage before, in a new order. */
export type Strategy = (run: Run, order: readonly number[]) => Promise<number[]>;
