import { chanceOf } from "./chance-of.ts";
import type { ReadPrompt } from "./find-passages.ts";
import type { MockLlmOptions } from "./mock-llm-options.ts";
import { rankPassages } from "./rank-passages.ts";

/** Labels in the order shown, each with its grade. */
export type MockGrades = { label: string; grade: number }[];

const highest = 3;

/** Grades what a prompt shows, from 0 to 3. The same request always gets the same answer. */
export function gradePassages(prompt: ReadPrompt, options: MockLlmOptions, request: string): MockGrades {
  const { grade } = options;
  const { passages, query } = prompt;
  if (grade) {
    return passages.map(({ label, text }) => ({ label, grade: grade(text, query, chanceOf(`${label} ${request}`)) }));
  }
  const values = new Map(rankPassages(prompt, options, request).map(({ label, value }) => [label, value]));
  return passages.map(({ label }) => {
    const value = Math.round(highest * (values.get(label) as number));
    return { label, grade: Math.min(highest, Math.max(0, value)) };
  });
}
