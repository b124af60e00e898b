import type { DocumentInput, RerankDocument } from "../../contract/index.ts";
import { documentText } from "../../rank/index.ts";
import { type FittedTitle, fitTitles } from "./fit-titles.ts";
import { measurePieces } from "./measure-pieces.ts";
import { type Piece, type PlannedPassage, planPassages } from "./plan-passages.ts";
import type { Span } from "./segment-in-blocks.ts";
import type { TokenGauge } from "./token-gauge.ts";

/** A document that is read in passages. */
export interface DividedDocument {
  /** Read before each passage. */
  title: string | undefined;
  text: string;
  pieces: readonly Piece[];
  /** At least two, in the document's order. */
  passages: readonly PlannedPassage[];
  /** Tokens of title and text, piece by piece. */
  totalTokens: number;
  /** Tokens of the title for which there is no room. */
  titleTokensLeft: number;
}

export interface DivideOptions {
  gauge: TokenGauge;
  /** Below 1 a share of the room, else tokens; at most half of the room. */
  overlap: number;
  signal: AbortSignal;
}

/** One document on its way, `at` its place among all. */
interface Draft {
  at: number;
  /** Most tokens of the text in one passage. */
  room: number;
  document: DividedDocument;
}

const mostBytes = 6;

// Joined pieces may turn out longer than they were one by one, where a tokenizer minds what stands before a word.
const mostRounds = 4;

/**
 * Divides the documents that do not fit into the room that the query leaves.
 *
 * @returns for each document its passages, `undefined` for one that is read as it is
 */
export async function divideDocuments(
  documents: readonly DocumentInput[],
  options: DivideOptions,
): Promise<(DividedDocument | undefined)[]> {
  const divided: (DividedDocument | undefined)[] = documents.map(() => undefined);
  let drafts = await draftLongOnes(documents, options);
  for (let round = 1; drafts.length > 0; round++) {
    const planned = drafts.map((draft) => withPassages(draft, options));
    const excess = round < mostRounds ? await measureExcess(planned, options.gauge) : [];
    drafts = [];
    planned.forEach((draft, i) => {
      const tooMany = excess[i] ?? 0;
      if (tooMany > 0) drafts.push({ ...draft, room: Math.max(1, draft.room - tooMany) });
      else if (draft.document.passages.length > 1) divided[draft.at] = draft.document;
    });
  }
  return divided;
}

/** The documents that do not fit, in pieces. */
async function draftLongOnes(documents: readonly DocumentInput[], { gauge, signal }: DivideOptions): Promise<Draft[]> {
  // A token has at least one byte, so that most documents need not be measured; and it has seldom more than a few, so that others
  // need not be measured as a whole. Should one of them fit all the same, it will make a single passage.
  const wholes = documents.map(documentText);
  const lengths = wholes.map((whole) => Buffer.byteLength(whole));
  const open = lengths.flatMap((length, at) => (length > gauge.room && length <= mostBytes * gauge.room ? [at] : []));
  const measured = await gauge.measure(open.map((at) => wholes[at] as string));
  open.forEach((at, i) => {
    lengths[at] = measured[i] as number;
  });
  const long = documents.flatMap((document, at) =>
    (lengths[at] as number) > gauge.room ? [{ at, ...asDocument(document) }] : [],
  );
  const titles = await fitTitles(
    long.map(({ title = "" }) => title),
    gauge,
    signal,
  );
  const texts = long.map(({ text }, i) => ({ text, room: Math.max(1, gauge.room - (titles[i] as FittedTitle).tokens) }));
  const pieces = await measurePieces(texts, gauge, signal);
  return long.map(({ at, text }, i) => {
    const { title, tokens: titleTokens, tokensLeft: titleTokensLeft } = titles[i] as FittedTitle;
    const own = pieces[i] as Piece[];
    const totalTokens = own.reduce((sum, { tokens }) => sum + tokens, titleTokens + titleTokensLeft);
    const document = { title, text, totalTokens, titleTokensLeft, pieces: own, passages: [] };
    return { at, room: (texts[i] as { room: number }).room, document };
  });
}

function withPassages({ at, room, document }: Draft, { overlap: asked }: DivideOptions): Draft {
  const overlap = Math.floor(Math.min(asked < 1 ? asked * room : asked, room / 2));
  return { at, room, document: { ...document, passages: planPassages(document.pieces, { room, overlap }) } };
}

/** By how many tokens the longest passage of each document is too long. */
async function measureExcess(drafts: readonly Draft[], { measure, room }: TokenGauge): Promise<number[]> {
  const suspects = drafts.flatMap(({ document, room }, at) =>
    document.passages
      // A seam makes a token more at most; what has room for that fits. A single passage is a document that did not.
      .filter(({ tokens, first, last }, _, { length }) => length === 1 || tokens + (last - first) > room)
      .map((passage) => ({ at, text: documentText(passageOf(document, passage)) })),
  );
  const tokens = await measure(suspects.map(({ text }) => text));
  const excess = drafts.map(() => 0);
  suspects.forEach(({ at }, i) => {
    excess[at] = Math.max(excess[at] as number, (tokens[i] as number) - room);
  });
  return excess;
}

/** A passage as a document, its title before it. */
export function passageOf({ title, text }: Pick<DividedDocument, "title" | "text">, { start, end }: Span): RerankDocument {
  return { text: text.slice(start, end), ...(title !== undefined && { title }) };
}

function asDocument(document: DocumentInput): RerankDocument {
  return typeof document === "string" ? { text: document } : document;
}
