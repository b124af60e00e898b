/** What a worker says of texts that it scores: any number of `scores`, and one `done`. */
export type ScoreNews = ScoredPart | ScoresDone;

export interface ScoredPart {
  type: "scores";
  positions: number[];
  scores: number[];
}

export interface ScoresDone {
  type: "done";
  truncated: { index: number; keptTokens: number; totalTokens: number }[];
  queryTruncated: boolean;
  inputTokens: number;
}

// Scores of a task travel to the main thread at most this often.
const tellMs = 5;

/** Collects scores and tells them in portions. */
export interface ScoreTeller {
  add(positions: readonly number[], scores: readonly number[]): void;
  /** Tells what has come in, unless something was told just before. */
  tellIfDue(): void;
  end(done: Omit<ScoresDone, "type">): void;
}

export function createScoreTeller(tell: (news: ScoreNews) => void): ScoreTeller {
  let news: ScoredPart = { type: "scores", positions: [], scores: [] };
  let toldAt = performance.now();

  function tellNow(): void {
    tell(news);
    news = { type: "scores", positions: [], scores: [] };
    toldAt = performance.now();
  }

  return {
    add(positions, scores) {
      news.positions.push(...positions);
      news.scores.push(...scores);
    },
    tellIfDue() {
      if (performance.now() - toldAt >= tellMs) tellNow();
    },
    end(done) {
      tellNow();
      tell({ type: "done", ...done });
    },
  };
}
