import type { ChatModel } from "secondpass/listwise";
import { type Oracle, oracleModel } from "./oracle-model.ts";

/** How a simulated model errs. */
export interface SimulatedProfile {
  /** Spread of what it thinks of a document whenever it is asked. */
  persistent: number;
  /** Spread of what it thinks in one call and not in the next, for a window of twenty. */
  perCall: number;
  /** How much better the first looks than the last, for standing there. */
  inertia: number;
  /** How much less it attends to the middle. */
  middle: number;
  /** Share of answers that leave something out, and of answers that are refused. */
  missing: number;
  refused: number;
}

/** Fitted to published figures of GPT-3.5, GPT-4 and RankZephyr on TREC DL19 and DL20; see docs/listwise-simulated.md. */
export const simulatedProfiles: Readonly<Record<"weak" | "mid" | "consistent", SimulatedProfile>> = {
  weak: { persistent: 0.855, perCall: 1.168, inertia: 1.232, middle: 0.239, missing: 0.04, refused: 0.005 },
  mid: { persistent: 0.779, perCall: 0.694, inertia: 0.202, middle: 0.118, missing: 0.005, refused: 0.045 },
  consistent: { persistent: 1.008, perCall: 0.084, inertia: 0.108, middle: 0.148, missing: 0, refused: 0 },
};

export interface SimulatedOptions {
  profile: SimulatedProfile;
  /** Grades by document id, by query. */
  grades: ReadonlyMap<string, ReadonlyMap<string, number>>;
  seed: number;
}

const gains = [0.7, 1.65, 2.65, 3.3];

/** A document as the simulated model knows it: by the id at its beginning. */
export function simulatedText(id: string, text = ""): string {
  return `(doc ${id}) ${text}`.trimEnd();
}

/** What a document of this grade is worth on average; fitted on pairs that a real listwise model ordered. */
export function gainOf(grade: number | undefined): number {
  return grade === undefined ? 0 : (gains[Math.min(Math.max(grade, 0), 3)] as number);
}

/**
 * A language model that is not one: it knows the grades, and errs by its profile, always the same in the same call. Good for
 * choosing between strategies; its figures are no benchmark.
 */
export function simulatedLlm({ profile, grades, seed }: SimulatedOptions): Oracle & ChatModel {
  const { persistent, perCall, inertia, middle, missing, refused } = profile;
  return oracleModel({
    answer({ query, texts, labels, ask }) {
      const judged = grades.get(query);
      if (!judged) throw new Error(`the simulator does not know the query "${query}"`);
      const ids = texts.map((text) => /^\(doc (\S+)\)/.exec(text)?.[1] ?? "");
      // The same question, the same answer: only another order brings another one.
      const call = `${seed} ${query} ${ids.join()} ${ask}`;
      if (chance(`refused ${call}`) < refused) return "I'm sorry, but I cannot rank these passages.";
      const spread = perCall * (ids.length / 20) ** 0.25;
      const valued = ids.map((id, i) => {
        const x = ids.length < 2 ? 0 : i / (ids.length - 1);
        const liked = gainOf(judged.get(id)) + persistent * normal(`${seed} ${query} ${id}`);
        const attention = 1 - middle * (1 - (2 * x - 1) ** 2);
        return { i, value: attention * liked + inertia * (1 - 2 * x) + spread * normal(`${call} ${id}`) };
      });
      const ranking = valued.sort((a, b) => b.value - a.value).slice(0, ask);
      if (chance(`missing ${call}`) < missing) ranking.splice(Math.floor(chance(`which ${call}`) * ranking.length), 1);
      return ranking.map(({ i }) => `[${labels[i]}]`).join(" > ");
    },
  });
}

/** A number from 0 up to 1 that a key decides (FNV-1a, then the mixer of MurmurHash3). */
export function chance(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** A number of the normal distribution that a key decides (Box and Muller, 1958). */
export function normal(key: string): number {
  return Math.sqrt(-2 * Math.log(1 - chance(`${key} a`))) * Math.cos(2 * Math.PI * chance(`${key} b`));
}
