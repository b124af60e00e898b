import { RerankError, type Warning } from "../../../contract/index.ts";
import { type TrustSample, trustSamples } from "./trust-samples.ts";

/** What becomes of a model that does not tell relevant from irrelevant: refused, served with a warning, or not looked at. */
export type Trust = "error" | "warn" | "off";

/** Scores of one query and several documents. */
export type ScoreTexts = (query: string, texts: readonly string[]) => Promise<number[]>;

/**
 * Scores samples whose order nobody doubts. A broken export, a wrong head or another model's tokenizer still returns numbers, and
 * whoever sorts by them has a reranker that does nothing and says nothing.
 *
 * Each sample is three queries of one language with a document each: nine scores. A model passes when in any language every query
 * prefers its own document, and scores of right pairs stand apart from those of wrong ones. English comes first and is all
 * that most models are asked; the others are for models that know only one of them.
 *
 * @param explanations what each fault may come from, for models of another kind than those with logits
 * @returns warnings, none when it passes
 * @throws {RerankError} `untrustworthy_model`, unless `trust` is `warn`
 */
export async function checkTrust(
  score: ScoreTexts,
  trust: Exclude<Trust, "off">,
  modelFile: string,
  explanations: Readonly<Record<Fault, string>> = ofLogits,
): Promise<Warning[]> {
  let first: Verdict | undefined;
  for (const sample of trustSamples) {
    const verdict = judge(await scoreSample(score, sample), first !== undefined);
    if (verdict.fault === undefined) return [];
    first ??= verdict;
  }
  const message = `${modelFile} ${describe(first as Verdict, explanations)}; to use it all the same, set trust to "warn" or "off"`;
  if (trust === "error") throw new RerankError("untrustworthy_model", message);
  return [{ code: "untrustworthy_model", message }];
}

/** Scores of right pairs, and of wrong ones by query. */
export interface SampleScores {
  right: number[];
  wrong: number[][];
}

/** What may be wrong with scores. */
export type Fault = "not finite" | "constant" | "saturated" | "inverted" | "unordered";

interface Verdict {
  fault?: Fault;
  right: number[];
  wrong: number[];
}

// Real but weak models may score one easy wrong pair above a right one of another query; in English that is forgiven. With every
// further language luck gets another chance, so there it is not.
const mistakesForgiven = 1;

/** Whether nine scores are those of a model that ranks. */
export function judge({ right, wrong }: SampleScores, isStrict = false): Verdict {
  const allWrong = wrong.flat();
  const scores = { right, wrong: allWrong };
  if (![...right, ...allWrong].every(Number.isFinite)) return { fault: "not finite", ...scores };
  if (allEqual([...right, ...allWrong])) return { fault: "constant", ...scores };
  const mistakes = right.reduce((sum, score) => sum + allWrong.filter((other) => other >= score).length, 0);
  if (mistakes === right.length * allWrong.length) return { fault: "inverted", ...scores };
  const isEachFirst = right.every((score, query) => wrong[query]?.every((other) => other < score));
  if (!isEachFirst || mistakes > (isStrict ? 0 : mistakesForgiven)) return { fault: "unordered", ...scores };
  if (allEqual(right) || allEqual(allWrong)) return { fault: "saturated", ...scores };
  return scores;
}

async function scoreSample(score: ScoreTexts, { pairs }: TrustSample): Promise<SampleScores> {
  const documents = pairs.map(([, document]) => document);
  const right: number[] = [];
  const wrong: number[][] = [];
  for (const [index, [query]] of pairs.entries()) {
    const scores = await score(query, documents);
    right.push(scores[index] as number);
    wrong.push(scores.filter((_, other) => other !== index));
  }
  return { right, wrong };
}

function allEqual(values: readonly number[]): boolean {
  return values.every((value) => value === values[0]);
}

const ofLogits: Readonly<Record<Fault, string>> = {
  "not finite": "returns scores that are no numbers: its weights are damaged, or overflow in this precision",
  constant: "gives every pair the same score: a softmax over one logit does that, and so does a graph that ignores its input",
  saturated: "gives all relevant, or all irrelevant, pairs the same score: export it without the sigmoid or softmax at its end",
  inverted: "puts irrelevant documents above relevant ones: its logits may stand the other way round, see positiveLabel",
  unordered: "does not tell relevant documents from irrelevant ones: are weights, tokenizer and template those of one model?",
};

// By the first language: that others fail too has many reasons, one of them that the model never learned them.
function describe({ fault = "unordered", right, wrong }: Verdict, explanations: Readonly<Record<Fault, string>>): string {
  const shown = (scores: number[]) => scores.map((score) => Number(score.toPrecision(4))).join(", ");
  return `${explanations[fault]} (relevant: ${shown(right)}; irrelevant: ${shown(wrong)})`;
}
