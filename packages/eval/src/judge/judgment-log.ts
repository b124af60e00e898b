import { createHash } from "node:crypto";
import type { AnswerStatus } from "secondpass/listwise";
import { dataError } from "../files/data-error.ts";
import { openJournal, readJournal } from "../files/journal.ts";
import { judgePrompt } from "./judge-prompt.ts";
import type { Judging } from "./set-up-judging.ts";

/** What one call brought: a line of the checkpoint. */
export interface LoggedCall {
  query: string;
  /** 0-based. */
  repeat: number;
  /** In the order shown; `key` stands for everything that the grade depends on. */
  documents: { id: string; key: string; grade: number | null }[];
  status: AnswerStatus;
  inputTokens: number;
  outputTokens: number;
}

/** What has been answered so far. */
export interface JudgmentLog {
  /** Calls about documents that are judged now. */
  readonly calls: readonly LoggedCall[];
  /** By query, document and repeat. */
  grade(query: string, document: string, repeat: number): number | undefined;
  /** Answers that gave a document no grade. */
  misses(query: string, document: string, repeat: number): readonly AnswerStatus[];
  add(call: Omit<LoggedCall, "documents"> & { documents: { id: string; grade: number | null }[] }): Promise<void>;
}

/**
 * Opens what was answered before, or begins it; without a file it is kept in memory.
 *
 * @param model id of the model
 * @param mayWrite whether more is going to be added. Default: true
 * @throws {RerankError} `invalid_data` where the file is of another judging: model, rubric, prompt, query or texts differ
 */
export async function openJudgmentLog(
  file: string | undefined,
  judging: Judging,
  model: string,
  mayWrite = true,
): Promise<JudgmentLog> {
  const journal = file === undefined || !mayWrite ? undefined : await openJournal(file, isLoggedCall);
  const before = journal?.lines ?? (file === undefined ? [] : await readJournal(file, isLoggedCall));
  const wanted = new Map(judging.queries.map((query) => [query.id, { text: query.text, documents: new Set(query.documents) }]));
  const calls: LoggedCall[] = [];
  const grades = new Map<string, number>();
  const misses = new Map<string, AnswerStatus[]>();

  function keyOf(query: string, document: string): string {
    const parts = [model, judgePrompt.id, judging.rubric.text, wanted.get(query)?.text, judging.texts.get(document)?.text];
    return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);
  }

  function take(call: LoggedCall): void {
    const { query, repeat, documents, status } = call;
    const known = documents.filter(({ id }) => wanted.get(query)?.documents.has(id));
    if (known.length === 0 || repeat >= judging.repeats) return;
    calls.push(call);
    for (const { id, key, grade } of known) {
      if (key !== keyOf(query, id)) {
        const differs = `for query ${query} and document ${id}, model, rubric, prompt, query or text differ`;
        throw dataError(file as string, `is the checkpoint of another judging: ${differs}. Name another file`);
      }
      const place = placeOf(query, id, repeat);
      if (grade !== null) grades.set(place, grade);
      else misses.set(place, [...(misses.get(place) ?? []), status]);
    }
  }

  for (const call of before) take(call);
  return {
    calls,
    grade: (query, document, repeat) => grades.get(placeOf(query, document, repeat)),
    misses: (query, document, repeat) => misses.get(placeOf(query, document, repeat)) ?? [],
    async add({ documents, ...call }) {
      const logged = { ...call, documents: documents.map(({ id, grade }) => ({ id, key: keyOf(call.query, id), grade })) };
      take(logged);
      await journal?.add(logged);
    },
  };
}

/** One document of one query in one repeat. */
export function placeOf(query: string, document: string, repeat: number): string {
  return JSON.stringify([query, document, repeat]);
}

function isLoggedCall(value: unknown): value is LoggedCall {
  const { query, repeat, documents, status } = value as LoggedCall;
  return typeof query === "string" && Number.isInteger(repeat) && typeof status === "string" && Array.isArray(documents);
}
