import { answerSegments } from "./answer-segments.ts";
import { readContent } from "./content-text.ts";
import { cutReasoning } from "./cut-reasoning.ts";
import { jsonGrades } from "./grade-json.ts";
import { linesWithGrades, loneGrade } from "./grade-lines.ts";
import type { StatedGrade } from "./grade-number.ts";
import { isRefusal } from "./is-refusal.ts";
import { jsonSpans } from "./json-spans.ts";
import { createLabelSet, type LabelSet } from "./label-set.ts";
import { normaliseText } from "./normalise-text.ts";
import type { AnswerStatus } from "./parsed-answer.ts";
import { readJson } from "./read-json.ts";

export interface GradesOptions {
  /** The labels of this call, by position. Nothing else is accepted. */
  labels: readonly string[];
  /** The grades that may be given: `[0, 1, 2, 3]`. */
  scale: readonly number[];
  /** Whether the model ran out of tokens. */
  isCut?: boolean;
}

/** What was read out of an answer that gives grades. */
export interface ParsedGrades {
  /** By position; `undefined` where the answer gives none of the scale, or two. */
  grades: (number | undefined)[];
  /** How many of them there are. */
  graded: number;
  /** `ok` where each has one and nothing else was said; `repaired` where something beside them was left out; `partial` where some have none. */
  status: AnswerStatus;
  /** Documents without a grade, with one that is not on the scale, with two that differ; labels that there are none of. */
  missing: number;
  invalid: number;
  conflicting: number;
  unknown: number;
}

// Whatever is longer is reasoning or a loop; the answer is at the end.
const longestAnswer = 32 * 1024;

/**
 * Reads grades out of whatever a model answered: `{"1": 2}`, lists of objects, `[1] 2` or `Passage 1: grade 2` on lines, with prose,
 * reasoning or markup around it. A grade is never guessed: one that is not on the scale is none, and neither are two that differ.
 * Takes linear time and never throws.
 *
 * @example
 * import { parseGrades } from "secondpass/listwise";
 *
 * const call = { labels: ["1", "2"], scale: [0, 1, 2, 3] };
 * parseGrades('{"1": 3, "2": 0}', call).grades; // => [3, 0]
 * parseGrades("[1] 3 - the exact answer\n[2] 7", call).grades; // => [3, undefined]
 * parseGrades("[2] > [1]", call).status; // => "unparsed"
 */
export function parseGrades(content: unknown, { labels: names, scale, isCut = false }: GradesOptions): ParsedGrades {
  const labels = createLabelSet(names, normaliseText);
  const read = readContent(content);
  const counts = { missing: 0, invalid: 0, conflicting: 0, unknown: 0 };
  const given: Set<number | undefined>[] = names.map(() => new Set());
  const { stated, whyNone } = read.isRefusal ? { stated: [], whyNone: "refused" as const } : readGrades(read, labels, isCut);
  for (const { label, grade } of stated) {
    const position = label === undefined ? 0 : labels.find(label);
    if (position === undefined) counts.unknown++;
    else given[position]?.add(scale.includes(grade as number) ? grade : undefined);
  }
  const grades = given.map((found) => {
    const [grade] = found;
    if (found.size === 0) counts.missing++;
    else if (found.size > 1) counts.conflicting++;
    else if (grade === undefined) counts.invalid++;
    return found.size === 1 ? grade : undefined;
  });
  const graded = grades.filter((grade) => grade !== undefined).length;
  return { grades, graded, status: statusOf(graded, names.length, counts.unknown, whyNone), ...counts };
}

function statusOf(graded: number, asked: number, unknown: number, whyNone: AnswerStatus): AnswerStatus {
  if (graded === 0) return whyNone;
  if (graded < asked) return "partial";
  return unknown > 0 ? "repaired" : "ok";
}

function readGrades(
  { text, value }: { text: string; value?: unknown },
  labels: LabelSet,
  isCut: boolean,
): { stated: StatedGrade[]; whyNone: AnswerStatus } {
  const structured = jsonGrades(value, labels);
  if (structured.length > 0) return { stated: structured, whyNone: "unparsed" };
  const reasoned = cutReasoning(text);
  if (reasoned.isOpen) return { stated: [], whyNone: "truncated" };
  const answer = normaliseText(reasoned.text.slice(-longestAnswer));
  if (answer.trim() === "") return { stated: [], whyNone: isCut ? "truncated" : "empty" };
  for (const segment of answerSegments(answer)) {
    const stated = readSegment(segment, labels);
    if (stated.length > 0) return { stated, whyNone: "unparsed" };
  }
  return { stated: [], whyNone: isRefusal(answer) ? "refused" : isCut ? "truncated" : "unparsed" };
}

/** JSON if there is any that names labels, of several the one that names most, the later of equals; else lines. */
function readSegment(segment: string, labels: LabelSet): StatedGrade[] {
  const spans = jsonSpans(segment).map(({ start, end }) => segment.slice(start, end));
  let best: StatedGrade[] = [];
  for (const span of [segment, ...spans]) {
    if (!/^\s*[[{]/.test(span)) continue;
    const stated = jsonGrades(readJson(span), labels);
    if (stated.length > 0 && stated.length >= best.length) best = stated;
  }
  if (best.length > 0) return best;
  const lines = linesWithGrades(segment, labels);
  return lines.length > 0 || labels.count !== 1 ? lines : loneGrade(segment);
}
