const names = "think|thinking|thought|reasoning|analysis";
const opener = new RegExp(`<(?:${names})>|\\[THINK\\]|◁think▷`, "gi");
const closer = new RegExp(`</(?:${names})>|\\[/THINK\\]|◁/think▷`, "gi");
// The channels of gpt-oss; with its special tokens dropped, their names run into the text.
const finalChannel =
  /<\|channel\|>\s{0,4}final[^<|]{0,40}(?:<\|constrain\|>[^<|]{0,40})?<\|message\|>|^analysis[\s\S]*assistantfinal/g;
const otherChannel = /<\|channel\|>\s{0,4}(?:analysis|commentary)/;

/**
 * The text behind the model's reasoning; `isOpen` where it ends inside it, and then there is no answer: labels in reasoning
 * are candidates that the model weighs.
 */
export function cutReasoning(text: string): { text: string; isOpen: boolean } {
  const afterChannel = endOfLast(text, finalChannel);
  if (afterChannel === 0 && otherChannel.test(text)) return { text: "", isOpen: true };
  const visible = text.slice(afterChannel);
  const afterClosed = endOfLast(visible, closer);
  return endOfLast(visible, opener) > afterClosed
    ? { text: "", isOpen: true }
    : { text: visible.slice(afterClosed), isOpen: false };
}

function endOfLast(text: string, pattern: RegExp): number {
  let end = 0;
  for (const match of text.matchAll(pattern)) end = match.index + match[0].length;
  return end;
}
