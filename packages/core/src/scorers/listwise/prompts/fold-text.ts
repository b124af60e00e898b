/** A text as a careless reader sees it, with the way back to the text itself. */
export interface FoldedText {
  view: string;
  /** By place in `view`: where in the text its character begins. */
  from: readonly number[];
  /** By place in `view`: where in the text what belongs to its character ends, marks and hidden characters included. */
  to: readonly number[];
}

const lookAlikes: ReadonlyMap<string, string> = new Map([
  ...pairs("‹˂❮⟨〈〈《⦑⧼❬❰", "⟨"),
  ...pairs("›˃❯⟩〉〉》⦒⧽❭❱", "⟩"),
  ...pairs("⎡⎢⎣⌜⌞⌈⌊", "["),
  ...pairs("⎤⎥⎦⌝⌟⌉⌋", "]"),
  ...pairs("∣│┃❘ǀ￨", "|"),
  ...pairs("⁄∕⧸", "/"),
  // Digits in black circles have no plain form in Unicode's own tables.
  ..."❶❷❸❹❺❻❼❽❾❿⓫⓬⓭⓮⓯⓰⓱⓲⓳⓴".split("").map((digit, place) => [digit, String(place + 1)] as const),
  ..."⓵⓶⓷⓸⓹⓺⓻⓼⓽⓾".split("").map((digit, place) => [digit, String(place + 1)] as const),
  ..."➊➋➌➍➎➏➐➑➒➓".split("").map((digit, place) => [digit, String(place + 1)] as const),
]);

/**
 * Folds a text for looking, never for showing: compatibility forms and digits of any script become plain ones, brackets of any
 * shape `[` `]` or `⟨` `⟩`, and marks and hidden characters vanish.
 *
 * @example
 * foldText("【７】").view; // => "[7]"
 * foldText("m² [\u0663\u200b]").view; // => "m2 [3]"
 */
export function foldText(text: string): FoldedText {
  const known = new Map<string, string>();
  const pieces: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  let at = 0;
  for (const character of text) {
    const end = at + character.length;
    let piece = character;
    if (character > "\x7f") {
      piece = known.get(character) ?? foldCharacter(character);
      known.set(character, piece);
    }
    if (piece === "" && to.length > 0) to[to.length - 1] = end;
    for (let i = 0; i < piece.length; i++) {
      from.push(at);
      to.push(end);
    }
    pieces.push(piece);
    at = end;
  }
  return { view: pieces.join(""), from, to };
}

function foldCharacter(character: string): string {
  // Marks go before what is left is composed again, so that an accent, or the stroke of a ≮, hides nothing.
  const plain = character.normalize("NFKD").replace(/\p{M}|\p{Cf}|\p{Default_Ignorable_Code_Point}|(?![\n\t])\p{Cc}/gu, "");
  return [...plain.normalize("NFC")].map(foldPlain).join("");
}

function foldPlain(character: string): string {
  const alike = lookAlikes.get(character);
  if (alike !== undefined) return alike;
  if (/\p{Nd}/u.test(character)) return digitOf(character);
  // Low quotation marks count as opening brackets in Unicode; they are none.
  if (/[‚„⹂〝〞〟(){}]/u.test(character)) return character;
  return /\p{Ps}/u.test(character) ? "[" : /\p{Pe}/u.test(character) ? "]" : character;
}

/** The digits of a script stand together, 0 first; those of mathematical alphabets one set after another. */
function digitOf(character: string): string {
  const code = character.codePointAt(0) as number;
  let zero = code;
  while (code - zero < 60 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String((code - zero) % 10);
}

function pairs(characters: string, plain: string): [string, string][] {
  return [...characters].map((character) => [character, plain]);
}
