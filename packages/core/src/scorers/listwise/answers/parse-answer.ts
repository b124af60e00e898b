import { answerSegments } from "./answer-segments.ts";
import { type Content, readContent } from "./content-text.ts";
import { cutReasoning } from "./cut-reasoning.ts";
import { isRefusal } from "./is-refusal.ts";
import { jsonItems } from "./json-items.ts";
import { jsonStatements, wholeJson } from "./json-statements.ts";
import { createLabelSet, type LabelSet } from "./label-set.ts";
import { normaliseText } from "./normalise-text.ts";
import type { AnswerStatus, ParsedAnswer, ParseOptions } from "./parsed-answer.ts";
import { countAsked, type Repaired, repairOrder } from "./repair-order.ts";
import { namesLabel, pickStatement, positionsOf, type Statement } from "./statement.ts";
import { textStatements } from "./text-statements.ts";

// Whatever is longer is reasoning or a loop; the answer is at the end.
const longestContent = 256 * 1024;
const longestAnswer = 32 * 1024;

type Reading = Partial<Pick<Statement, "items" | "ties">> & { whyNone?: AnswerStatus };

/**
 * Reads a ranking out of whatever a model answered: `[3] > [1]`, lists, lines, JSON, with prose, reasoning or markup around it.
 * Takes linear time, never throws, and always gives every position once. Only labels of this call are taken for labels, each
 * a word of letters and digits.
 *
 * @example
 * import { parseAnswer } from "secondpass/listwise";
 *
 * parseAnswer("[3] > [1] > [3]", { labels: ["1", "2", "3"] }).order; // => [2, 0, 1]
 */
export function parseAnswer(content: unknown, { labels: names, asked: wanted, isCut = false }: ParseOptions): ParsedAnswer {
  const labels = createLabelSet(names, normaliseText);
  const asked = countAsked(wanted, labels.count);
  const { items = [], ties = 0, whyNone = "unparsed" } = readRanking(readContent(content), labels, isCut);
  const repaired = repairOrder(positionsOf(items, labels), labels.count, asked);
  return { ...repaired, status: statusOf(repaired, asked, isCut && whyNone !== "refused" ? "truncated" : whyNone), ties };
}

function readRanking({ text, value, isRefusal: isMarked }: Content, labels: LabelSet, isCut: boolean): Reading {
  if (isMarked) return { whyNone: "refused" };
  const items = jsonItems(value, labels);
  if (items && namesLabel(items, labels)) return { items };
  // Data may hold a ranking as text: `{ ranking: "[3] > [1]" }`.
  const reasoned = cutReasoning(text);
  if (reasoned.isOpen) return { whyNone: "truncated" };
  const answer = normaliseText(lastPart(reasoned.text, longestContent));
  if (answer.trim() === "") return { whyNone: "empty" };
  const [statement] = answerSegments(answer)
    .map((segment) => readSegment(segment, labels, isCut))
    .filter((found) => found !== undefined);
  return statement ?? { whyNone: isRefusal(answer) ? "refused" : "unparsed" };
}

function readSegment(segment: string, labels: LabelSet, isCut: boolean): Statement | undefined {
  const whole = wholeJson(segment, labels);
  if (whole) return whole;
  const text = lastPart(segment, longestAnswer);
  return pickStatement([...jsonStatements(text, labels), ...textStatements(text, labels, isCut)], labels);
}

/** The end of a text, from a whole word on: the rest of a number is another number. */
function lastPart(text: string, length: number): string {
  return text.length <= length ? text : text.slice(-length).replace(/^[\p{L}\p{N}]{1,64}/u, "");
}

function statusOf({ stated, missing, duplicate, unknown }: Repaired, asked: number, whyNone: AnswerStatus): AnswerStatus {
  if (stated === 0) return whyNone;
  if (stated * 2 < asked) return "partial";
  return missing + duplicate + unknown > 0 ? "repaired" : "ok";
}
