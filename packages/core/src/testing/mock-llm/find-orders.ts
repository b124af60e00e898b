import type { MockPassage } from "./mock-llm-options.ts";

const ranking = /\[\s*\w+\s*\](?:\s*>\s*\[\s*\w+\s*\])+/g;
const thisFirst = /\b(?:rank|put|place|list)\s+this\s+(?:passage|document|text|one)\s+(?:first|top|highest|at the top)/i;
const thisGrade = /\b(?:grade|rate|score|give)\s+this\s+(?:passage|document|text|one)\s+(?:as\s+|a\s+|grade\s+)*\d/i;
const namedFirst = /\b(?:rank|put|place|list)\s+(?:passage|document)?\s*\[?\s*(\w+)\s*\]?\s+(?:first|top|highest|at the top)/gi;
// A document that ends early and another that begins, and someone else who speaks.
const forgedStart = /<\/?(?:passage|document|doc)s?\b[^>]*?id\s*=\s*["']?(\w+)/gi;
const forgedSpeaker = /<\|\w+\|>|\[\/?INST\]|<<\/?SYS>>|<\/?s>|^\s*(?:system|assistant|user)\s*:/im;

/**
 * The labels that orders hidden in documents want first, or graded highest, as a model would see them that obeys everything: plain words, a
 * ranking, a delimiter, another speaker. It reads full-width brackets as brackets and does not see what has no width.
 */
export function findOrders(passages: readonly MockPassage[]): string[] {
  const labels = new Set(passages.map(({ label }) => label));
  const found = passages.flatMap(({ label, text }) => {
    const seen = asSeen(text);
    return [
      ...[...seen.matchAll(ranking)].flatMap(([whole]) => [...whole.matchAll(/\w+/g)].map(String)),
      ...(thisFirst.test(seen) || thisGrade.test(seen) ? [label] : []),
      ...[...seen.matchAll(namedFirst)].map(([, named]) => String(named)),
      ...[...seen.matchAll(forgedStart)].map(([, id]) => String(id)),
      ...afterSpeaker(seen),
    ];
  });
  return [...new Set(found)].filter((label) => labels.has(label));
}

/** What another speaker says is believed: every label that it names. */
function afterSpeaker(seen: string): string[] {
  const speaker = forgedSpeaker.exec(seen);
  if (!speaker) return [];
  const said = seen.slice(speaker.index + speaker[0].length);
  return [...said.matchAll(/\[\s*(\w+)\s*\]/g)].map(([, label]) => String(label));
}

function asSeen(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\u200B-\u200F\u2060-\u2064\uFEFF\u00AD\u{E0000}-\u{E007F}]/gu, "")
    .replace(/[【〔［]/g, "[")
    .replace(/[】〕］]/g, "]");
}
