const lineEnd = /\r\n?|[\v\f\u0085\u2028\u2029]/gu;
const control = /(?![\n\t])\p{Cc}/gu;
const half = /\p{Cs}/gu;
// Everything that is drawn as nothing: zero-width and bidirectional marks, tag characters, fillers, annotations, soft hyphens.
const invisible = /(?!\u200c|\u200d|\ufe0e|\ufe0f)[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;
// Joiners and variation selectors belong to the writing of some scripts and to emoji, and mean nothing elsewhere.
const joining = [
  ..."Arabic Syriac Mongolian Devanagari Bengali Gurmukhi Gujarati Oriya Tamil".split(" "),
  ..."Telugu Kannada Malayalam Sinhala Khmer Myanmar".split(" "),
].map((script) => `\\p{Script=${script}}`);
const joiner = new RegExp(
  [
    `((?<=[${joining.join("")}])[\\u200c\\u200d](?=[${joining.join("")}])`,
    "(?<=\\p{Extended_Pictographic}\\p{Emoji_Modifier}?\\ufe0f?)\\u200d(?=\\p{Extended_Pictographic})",
    "(?<=\\p{Extended_Pictographic})[\\ufe0e\\ufe0f]",
    "(?<=[0-9#*])\\ufe0f(?=\\u20e3))",
    "\\u200c|\\u200d|\\ufe0e|\\ufe0f",
  ].join("|"),
  "gu",
);

/**
 * A text without what its reader cannot see: control characters, zero-width and bidirectional marks, tag characters, halves of
 * surrogate pairs. Line ends of any kind become `\n`; joiners stay where a script or an emoji needs them.
 *
 * @example
 * stripHidden("[7\u200b]\u202e\r\nnext"); // => "[7]\nnext"
 * stripHidden("👩‍💻 می‌خواهم"); // => "👩‍💻 می‌خواهم"
 */
export function stripHidden(text: string): string {
  // Most texts are plain, and then there is nothing to look for.
  if (/^[\n\t\x20-\x7e]*$/.test(text)) return text;
  return text
    .replace(lineEnd, "\n")
    .replace(control, "")
    .replace(half, "\ufffd")
    .replace(invisible, "")
    .replace(joiner, (_, kept?: string) => kept ?? "");
}
