import { documentText } from "../../rank/index.ts";
import { measurePieces } from "./measure-pieces.ts";
import type { Piece } from "./plan-passages.ts";
import type { TokenGauge } from "./token-gauge.ts";

/** What of a title stands before every passage. */
export interface FittedTitle {
  title: string | undefined;
  /** Tokens of it, with what stands between title and text. */
  tokens: number;
  /** Tokens of the title that were cut off. */
  tokensLeft: number;
}

/** Cuts titles that would leave less than half of the room to the text. */
export async function fitTitles(titles: readonly string[], gauge: TokenGauge, signal: AbortSignal): Promise<FittedTitle[]> {
  const tokens = await gauge.measure(titles.map(prefix));
  const half = Math.max(1, Math.floor(gauge.room / 2));
  const long = titles.flatMap((text, at) => ((tokens[at] as number) > half ? [{ at, text, room: half }] : []));
  const pieces = await measurePieces(long, gauge, signal);
  const cut = long.map(({ text }, i) => {
    let left = half;
    const over = (pieces[i] as Piece[]).find(({ tokens }) => {
      left -= tokens;
      return left < 0;
    });
    return text.slice(0, over?.start).trimEnd();
  });
  const cutTokens = await gauge.measure(cut.map(prefix));
  const fitted = titles.map((title, at) => ({ title: title || undefined, tokens: tokens[at] as number, tokensLeft: 0 }));
  long.forEach(({ at }, i) => {
    const kept = cutTokens[i] as number;
    fitted[at] = { title: cut[i] || undefined, tokens: kept, tokensLeft: Math.max(0, (tokens[at] as number) - kept) };
  });
  return fitted;
}

function prefix(title: string): string {
  return documentText({ title, text: "" });
}
