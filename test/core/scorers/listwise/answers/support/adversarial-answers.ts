const size = 100_000;
const fill = (text: string): string => text.repeat(Math.ceil(size / text.length)).slice(0, size);

/** Answers of 100,000 characters that take minutes where a scan begins again at each of them. */
export const adversarialAnswers: Readonly<Record<string, string>> = {
  "open brackets": fill("["),
  "nested braces": `${"{".repeat(size / 2)}${"}".repeat(size / 2)}`,
  "an endless chain": fill("1>"),
  "one long number": fill("7"),
  "reasoning never closed": fill("<think>"),
  "halves of characters": fill("\ud800"),
  "marks on one letter": fill("\u0301\u0316"),
  "quotes and commas": fill("',\""),
  "labels that are no ranking": fill("3. "),
};
