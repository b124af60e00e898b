// Digits in circles stand alone: two in a row are two labels, which they would not be as plain digits.
const circled = /[\u2460-\u24ff\u2776-\u2793\u3251-\u325f\u32b1-\u32bf]/g;
// Those that Unicode does not decompose: first of a run of ten, and the number that it shows.
const undecomposed = [
  [0x24eb, 11],
  [0x24f5, 1],
  [0x2776, 1],
  [0x2780, 1],
  [0x278a, 1],
] as const;

/**
 * One way to write each thing: digits of every script as 0-9, brackets as `[]`, arrows as `>` or `<`, commas as `,`; nothing
 * invisible. Linear in the length of the text.
 */
export function normaliseText(text: string): string {
  const plain = isAscii(text) ? text : normaliseUnicode(text);
  return (
    plain
      .replace(/\r\n?|[\v\f]/g, "\n")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
      .replace(/[\u0000-\u0008\u000e-\u001f\u007f]/g, " ")
      .replace(/<\|(?:im_end|im_start|eot_id|end_of_text|endoftext|end|return)\|>|<\/?s>/g, " ")
      .replace(/&gt;|\\(?:succ|gt)\b/g, ">")
      .replace(/&lt;|\\(?:prec|lt)\b/g, "<")
      // Of three characters at most: an unlimited run would be read again from each of its characters.
      .replace(/(?:--?|=|~)>|>=/g, ">")
      .replace(/<(?:--?|=|~)(?=\s)/g, "<")
  );
}

function isAscii(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
  return /^[\u0000-\u007f]*$/.test(text);
}

function normaliseUnicode(text: string): string {
  return (
    text
      .replace(circled, (character) => ` ${circledNumber(character) ?? character} `)
      .replace(/\u20e3/g, " ")
      // Before NFKC, which sorts the marks on a letter and takes quadratic time over a long row of them.
      .replace(/[\p{M}\p{Cf}]+/gu, "")
      .normalize("NFKC")
      // Some ligatures become eighteen letters.
      .slice(-(2 * text.length + 64))
      .replace(/[\p{M}\p{Cf}]+/gu, "")
      .replace(/[\u0085\u2028\u2029]/g, "\n")
      .replace(/[^\P{Nd}0-9]/gu, (digit) => String(digitValue(digit)))
      .replace(/[【〔〖〚⟦「『《〈]/g, "[")
      .replace(/[】〕〗〛⟧」』》〉]/g, "]")
      .replace(/[→⇒➔➜➝➞➡⟶⟹≻≥⩾›»▶]/g, ">")
      .replace(/[←⇐⬅⟵⟸≺≤⩽‹«◀]/g, "<")
      .replace(/[≈≡∼]/g, "=")
      .replace(/[、،﹐‚]/g, ",")
      .replace(/[“”„‟]/g, '"')
      .replace(/[‘’‛]/g, "'")
  );
}

function circledNumber(character: string): number | undefined {
  const code = character.charCodeAt(0);
  const run = undecomposed.find(([first]) => code >= first && code < first + 10);
  return run && run[1] + code - run[0];
}

const decimal = /^\p{Nd}$/u;
const known = new Map<string, number>();

/** Value of a decimal digit of any script, from 0 to 9: Unicode has them in rows of ten, some of them side by side. */
export function digitValue(digit: string): number {
  if (digit >= "0" && digit <= "9") return Number(digit);
  let value = known.get(digit);
  if (value === undefined) {
    const code = digit.codePointAt(0) ?? 0;
    let first = code;
    while (decimal.test(String.fromCodePoint(first - 1))) first -= 1;
    value = (code - first) % 10;
    known.set(digit, value);
  }
  return value;
}
