import { type Child, startChild } from "./child.ts";
import type { Contender, ContenderName } from "./contenders.ts";
import type { Workload } from "./documents.ts";
import { correlationOf } from "./model/check-model.ts";
import { waitForQuiet } from "./quiet.ts";
import { sum } from "./statistics.ts";

export interface Measured {
  /** One time for each round. */
  ms: number[];
  /** Most memory of its process so far. */
  peakMb: number;
  /** Pearson's r of its scores and those of the first contender, over documents that are the same. */
  agreement: number;
}

export interface RaceResult {
  documents: number;
  /** Of all pairs of a round, special tokens included, averaged over rounds. */
  tokens: number;
  contenders: Partial<Record<ContenderName, Measured>>;
}

export interface Racer {
  name: ContenderName;
  child: Child;
}

/** Starts every contender and has it score a few documents, so that nobody is measured while it loads. */
export async function openRacers(contenders: readonly Contender[], warmUp: Workload): Promise<Racer[]> {
  const racers: Racer[] = [];
  for (const { name, child: file, open } of contenders) {
    const child = startChild(file);
    try {
      await child.ask("open", { ...open, warmUp });
      racers.push({ name, child });
    } catch (error) {
      process.stderr.write(`\n${name} is left out: ${(error as Error).message}\n`);
      child.end();
    }
  }
  return racers;
}

/**
 * A B C, A B C: everyone in turn and with the same documents, so that whatever slows the machine down slows all of them.
 * Every round has new texts, so that nobody remembers any.
 *
 * @param wait comes before every round
 */
export async function race(
  racers: readonly Racer[],
  rounds: number,
  workload: (round: number) => Workload,
  wait: () => Promise<void> = waitForQuiet,
): Promise<RaceResult> {
  const result: RaceResult = { documents: 0, tokens: 0, contenders: {} };
  for (let round = 0; round < rounds; round++) {
    const { query, documents, tokens } = workload(round);
    result.documents = documents.length;
    result.tokens += sum(tokens) / rounds;
    let first: number[] | undefined;
    await wait();
    for (const { name, child } of racers) {
      const { ms, scores } = await child.ask<{ ms: number; scores: number[] }>("run", { query, documents });
      first ??= scores;
      const before = result.contenders[name];
      result.contenders[name] = {
        ms: [...(before?.ms ?? []), ms],
        peakMb: await child.peakMb(),
        agreement: Math.min(before?.agreement ?? 1, correlationOf(first, scores)),
      };
      process.stderr.write(".");
    }
  }
  return result;
}

export function endRacers(racers: readonly Racer[]): void {
  for (const { child } of racers) child.end();
}
