import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { sharedData } from "./shared-data.ts";

/** What a listwise model answered about passages `1` to `num_passages`. */
export interface RecordedAnswer {
  num_passages: number;
  response: string;
  /** What is wrong with it, or only `clean`. */
  issues: string[];
}

/** A way to answer, with what should be read out of it. */
export interface AnswerFixture {
  name: string;
  raw: unknown;
  /** Of how many passages. */
  n: number;
  /** Labels that it ranks, best first. */
  expectStated: number[];
  /** Any of them is right. */
  status: string[];
}

const folder = join(sharedData, "llm-listwise");

/** All answers of all recorded runs. */
export function readAnswers(): RecordedAnswer[] {
  return parseLines(gunzipSync(readFileSync(join(folder, "responses.jsonl.gz"))).toString("utf8"));
}

/** Those with issues, each text once. */
export function readMalformedAnswers(): RecordedAnswer[] {
  return parseLines(readFileSync(join(folder, "malformed_unique.jsonl"), "utf8"));
}

export function readAnswerFixtures(): AnswerFixture[] {
  return JSON.parse(readFileSync(join(folder, "parser-fixtures.json"), "utf8")) as AnswerFixture[];
}

function parseLines(text: string): RecordedAnswer[] {
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line) as RecordedAnswer);
}
