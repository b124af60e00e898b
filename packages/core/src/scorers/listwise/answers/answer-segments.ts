const markers = [
  { open: "<answer>", close: "</answer>" },
  { open: "[rankstart]", close: "[rankend]" },
] as const;
const boxed = "\\boxed{";

/** Where the answer is, best first: what the model marked as such last, then the whole text. */
export function answerSegments(text: string): string[] {
  // Of ASCII only: other letters change their length with their case.
  const lower = text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  const starts = markers.map(({ open, close }) => ({ start: lower.lastIndexOf(open), open, close }));
  const marked = starts
    .filter(({ start }) => start >= 0)
    .map(({ start, open, close }) => {
      const end = lower.indexOf(close, start);
      return { start, inside: text.slice(start + open.length, end < 0 ? undefined : end) };
    });
  const box = text.lastIndexOf(boxed);
  if (box >= 0) marked.push({ start: box, inside: insideBraces(text, box + boxed.length) });
  return [...marked.sort((a, b) => b.start - a.start).map(({ inside }) => inside), text];
}

function insideBraces(text: string, start: number): string {
  let depth = 1;
  for (let index = start; index < text.length; index += 1) {
    if (text[index] === "{") depth += 1;
    if (text[index] === "}") depth -= 1;
    if (depth === 0) return text.slice(start, index);
  }
  return text.slice(start);
}
