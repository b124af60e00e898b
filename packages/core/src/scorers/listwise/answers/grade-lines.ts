import { nouns } from "./find-labels.ts";
import { gradeNumber, type StatedGrade } from "./grade-number.ts";
import type { LabelSet } from "./label-set.ts";

// Every repetition has a limit: whatever the text, a place in it is looked at a limited number of times.
const quotes = "[\"'`*_]{0,3}";
const lead = "^[\\s>#•|{*_\"'`-]{0,12}(?:\\d{1,3}[.)]\\s{1,4}(?=[\\[(*\"'`]|\\p{L}))?";
const word = "[\\p{L}\\p{N}]{1,24}";
const noun = `(?:${nouns})s?(?:[ _]?(?:id|number|no))?`;
const bracketed = `${quotes}[\\[(]\\s{0,2}${quotes}(?:${noun}[\\s:#_]{0,3})?(?<inside>${word})${quotes}\\s{0,2}[\\])]`;
const named = `${quotes}${noun}[\\s:#_]{0,3}${quotes}\\[?(?<after>${word})\\]?`;
// A word alone is a label only where a sign says that something is said of it.
const bare = `${quotes}(?<bare>${word})(?=${quotes}\\s{0,3}[:=|])`;
const labelled = new RegExp(`${lead}(?:${bracketed}|${named}|${bare})${quotes}`, "iu");

const gradeWord = "(?:(?:final|overall|relevance|the)[ _]{1,2}){0,2}(?:grade|score|rating|relevance|judge?ment)";
const said = `(?:\\s|[:=|(*"'\`-]|>|${gradeWord}|\\bis\\b|\\bof\\b|\\bgets\\b|\\bgraded\\b){0,12}`;
// `[1] > [2]` is a ranking: a grade stands in square brackets only after a colon or the like.
const gradeNext = new RegExp(`^${said}(?:(?<=[:=|]\\s{0,3})\\[)?(\\d{1,4}(?:[.,]\\d{1,4})?)(?![\\p{L}\\p{N}])`, "iu");
const gradeAnywhere = new RegExp(
  `${gradeWord}(?:\\s{1,3}(?:is|of))?[\\s:=*"'\`\\[(]{1,6}(\\d{1,4}(?:[.,]\\d{1,4})?)(?![\\p{L}\\p{N}])`,
  "giu",
);
// Not the comma of 2,5.
const between = /[,;](?!\d)|[,;](?=\d{1,3}["'\]]{0,2}\s{0,2}[:=])/;
const longestLine = 2_000;

/** Grades said in lines, or between commas: `[1] 2`, `Passage 1: grade 2`, `1: 2, 2: 0`, or a heading with the grade below it. */
export function linesWithGrades(text: string, labels: LabelSet): StatedGrade[] {
  const stated: StatedGrade[] = [];
  let heading: string | undefined;
  for (const line of text.split("\n").flatMap((line) => line.slice(0, longestLine).split(between))) {
    const found = labelled.exec(line);
    const label = found?.groups?.inside ?? found?.groups?.after ?? found?.groups?.bare;
    const rest = line.slice(found?.[0].length ?? 0);
    if (label !== undefined && (labels.find(label) !== undefined || /^\d+$/.test(label))) {
      const grade = gradeNext.exec(rest)?.[1] ?? lastOf(rest);
      if (grade !== undefined) stated.push({ label, grade: gradeNumber(grade) });
      heading = grade === undefined ? label : undefined;
      continue;
    }
    const below = heading === undefined ? undefined : lastOf(line);
    if (heading === undefined || below === undefined) continue;
    stated.push({ label: heading, grade: gradeNumber(below) });
    heading = undefined;
  }
  return stated;
}

/** The grade of a call about one document: the last that is called one, or a number that is all there is. */
export function loneGrade(text: string): StatedGrade[] {
  const found = lastOf(text) ?? /^[^\p{L}\p{N}]{0,8}(\d{1,4})[^\p{L}\p{N}]{0,8}$/u.exec(text)?.[1];
  return found === undefined ? [] : [{ label: undefined, grade: gradeNumber(found) }];
}

function lastOf(text: string): string | undefined {
  return [...text.matchAll(gradeAnywhere)].at(-1)?.[1];
}
