/** A part of a text from an opening bracket to the one that closes it. */
export interface Span {
  start: number;
  end: number;
}

const most = 64;

/** The outermost balanced `[…]` and `{…}` of a text, the last ones if there are very many. Linear, whatever is left open. */
export function jsonSpans(text: string): Span[] {
  const open: { bracket: string; start: number }[] = [];
  const depths = { "[": 0, "{": 0 };
  const spans: Span[] = [];
  for (const { 0: bracket, index } of text.matchAll(/[[\]{}]/g)) {
    if (bracket === "[" || bracket === "{") {
      open.push({ bracket, start: index });
      depths[bracket] += 1;
      continue;
    }
    const wanted = bracket === "]" ? "[" : "{";
    // A closing bracket without its opening one says nothing about those that are open.
    if (depths[wanted] === 0) continue;
    for (let last = open.pop(); last; last = open.pop()) {
      depths[last.bracket as typeof wanted] -= 1;
      if (last.bracket !== wanted) continue;
      while ((spans.at(-1)?.start ?? -1) > last.start) spans.pop();
      spans.push({ start: last.start, end: index + 1 });
      break;
    }
  }
  return spans.slice(-most);
}
