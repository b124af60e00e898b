import { RerankError } from "../../../contract/index.ts";
import { shuffled, words } from "../../../rank/index.ts";

/**
 * - `numeric` 1, 2, 3 ...: what models have been trained on.
 * - `letters` A, B, C ..., at most 26: one token each, for reading the likelihood of each from one answer token.
 * - `random` codes of three letters, others in every call: nobody who writes a document can name one.
 */
export type LabelKind = "numeric" | "letters" | "random";

// Consonants only, so that a code is hardly ever a word.
const letters = "BCDFGHJKLMNPQRSTVWXZ";

/**
 * The labels of one call, by position. Codes differ from each other in two letters at least and are no words of the texts.
 *
 * @param count passages of the call
 * @param random from `seededRandom`; only codes need it
 * @param texts query and passages; only codes look at them
 * @throws {RerankError} `invalid_options` for more than 26 letters, or more than 300 codes
 *
 * @example
 * makeLabels("numeric", 3); // => ["1", "2", "3"]
 * makeLabels("letters", 3); // => ["A", "B", "C"]
 * const codes = makeLabels("random", 20, Math.random, ["install rust"]);
 * [codes.length, codes.every((code) => /^[A-Z]{3}$/.test(code))]; // => [20, true]
 */
export function makeLabels(
  kind: LabelKind,
  count: number,
  random: () => number = () => 0,
  texts: readonly string[] = [],
): string[] {
  if (kind === "numeric") return Array.from({ length: count }, (_, place) => String(place + 1));
  const most = kind === "letters" ? 26 : 300;
  if (count > most) {
    throw new RerankError("invalid_options", `labels "${kind}" are enough for ${most} passages, not for ${count}: use "numeric"`);
  }
  if (kind === "letters") return Array.from({ length: count }, (_, place) => String.fromCharCode(65 + place));
  return makeCodes(count, random, new Set(texts.flatMap(words)));
}

// The third letter follows from the first two, so two codes that agree in two letters agree in all three.
function makeCodes(count: number, random: () => number, taken: ReadonlySet<string>): string[] {
  const pairs = shuffled([...Array(letters.length ** 2).keys()], random);
  let best: string[] = [];
  for (const shift of shuffled(
    [...letters].map((_, at) => at),
    random,
  )) {
    const codes = pairs.map((pair) => {
      const first = Math.floor(pair / letters.length);
      const second = pair % letters.length;
      return [first, second, (first + second + shift) % letters.length].map((at) => letters[at]).join("");
    });
    best = codes.filter((code) => !taken.has(code.toLowerCase()));
    if (best.length >= count) return best.slice(0, count);
  }
  throw new RerankError("invalid_options", `the passages hold so many three-letter words that ${best.length} codes are left`);
}
