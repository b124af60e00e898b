import { findPassages } from "./find-passages.ts";
import { formatAnswer, type Statement } from "./format-answer.ts";
import { gradePassages } from "./grade-passages.ts";
import type { MockLlmMessage, MockLlmOptions, MockLlmRequest } from "./mock-llm-options.ts";
import { type MockRanking, rankPassages } from "./rank-passages.ts";
import { stateGrades } from "./state-grades.ts";
import { stateRanking } from "./state-ranking.ts";

/** What the mock answers to a prompt by itself: grades where it asks for them, else a ranking. */
export function answerPrompt(request: MockLlmRequest, number: number, options: MockLlmOptions): MockLlmMessage {
  const { body } = request;
  const prompt = findPassages(body, options);
  const { format } = options;
  if (prompt.passages.length === 0) return { content: "There are no passages to rank." };
  const key = JSON.stringify([body.model, body.messages]);
  const inForm = (statement: Statement) =>
    formatAnswer(statement, body, typeof format === "function" ? format(request, number) : format);
  if (prompt.wantsGrades) return inForm(stateGrades(gradePassages(prompt, options, key)));
  const ranking = rankPassages(prompt, options, key);
  const labels = ranking.slice(0, prompt.asked ?? ranking.length).map(({ label }) => label);
  // Whoever asks for alternatives and for no form reads the first token: it is a label.
  const isPlain = format === undefined && !body.response_format && !body.tools?.length;
  if (body.logprobs && isPlain) return { content: labels.join(" > "), firstToken: logprobsOf(ranking) };
  return inForm(stateRanking(labels));
}

/** Softmax of what the model thinks of each, sharp enough that the order shows. */
function logprobsOf(ranking: MockRanking): { token: string; logprob: number }[] {
  const sharpness = 10;
  const total = Math.log(ranking.reduce((sum, { value }) => sum + Math.exp(sharpness * value), 0));
  return ranking.map(({ label, value }) => ({ token: label, logprob: sharpness * value - total }));
}
