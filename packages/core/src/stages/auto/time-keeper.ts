import type { Warning } from "../../contract/index.ts";
import type { TimeBook } from "./time-book.ts";

/** Opens the books of several models, and has them written from time to time. */
export interface TimeKeeper {
  /** Settles when what earlier processes have measured is known. */
  readonly loaded: Promise<void>;
  /** Calls that are under way. */
  readonly inFlight: number;
  /** A call with these models begins; returns what ends it. */
  begin(books: readonly TimeBook[]): () => void;
  /** Whether the last attempt to write failed. */
  warnings(): Warning[];
  /** Writes what is new. */
  close(): Promise<void>;
}

const saveAfterMs = 1_000;

export function createTimeKeeper(books: readonly TimeBook[]): TimeKeeper {
  let inFlight = 0;
  let timer: NodeJS.Timeout | undefined;
  let failure: string | undefined;

  async function save(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    try {
      await Promise.all(books.map((book) => book.save()));
      failure = undefined;
    } catch (error) {
      // Times are a help: a disk that is full fails no call.
      failure = (error as Error).message;
    }
  }

  return {
    loaded: Promise.all(books.map((book) => book.load())).then(() => undefined),
    get inFlight() {
      return inFlight;
    },
    begin(used) {
      inFlight++;
      for (const book of used) book.inFlight++;
      return () => {
        inFlight--;
        for (const book of used) book.inFlight--;
        timer ??= setTimeout(save, saveAfterMs).unref();
      };
    },
    warnings() {
      if (failure === undefined) return [];
      const message = `measured times could not be written: ${failure}; choose a folder by keepIn, or keepIn: false`;
      return [{ code: "times_not_kept", message }];
    },
    close: save,
  };
}
