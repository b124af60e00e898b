/** A text from outside on one line, without what would steer the terminal. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is taken out
  return text.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, " ").trim();
}
