/**
 * The first words of a text, parted by white space and joined by single spaces, as RankGPT cuts its passages. A text without spaces
 * (Chinese, Japanese) is one word and stays whole.
 *
 * @example
 * firstWords("Rust  is\na language", 3); // => "Rust is a"
 */
export function firstWords(text: string, count: number): string {
  return text.trim().split(/\s+/u).slice(0, count).join(" ");
}
