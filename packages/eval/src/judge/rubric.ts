import { createHash } from "node:crypto";

/** What the grades 0, 1, 2 and 3 mean, in words. */
export interface Rubric {
  /** Name and version, kept with the judgments: a change of words is a new version. */
  id: string;
  text: string;
}

/** The grades that a judge may give. */
export const scale: readonly number[] = [0, 1, 2, 3];

/** From which grade on a document answers the query. */
export const relevantFrom = 2;

/**
 * The four grades of TREC's Deep Learning tracks (Craswell et al., 2020), asked for as by Thomas et al., Large language models can
 * accurately predict searcher preferences, 2023, and Upadhyay et al., UMBRELA, 2024: with the intent behind the query before the
 * words in it. Words that make a passage look relevant, its length and its praise of itself are known to raise models' grades.
 */
export const defaultRubric: Rubric = {
  id: "secondpass-0-3/1",
  text:
    "The grades:\n" +
    "3 = the passage is about the query and holds the exact answer\n" +
    "2 = it holds an answer, which may be incomplete, unclear or hidden among other things\n" +
    "1 = it is about the subject of the query and does not answer it\n" +
    "0 = it has nothing to do with the query\n" +
    "First think of what somebody who types this query most likely wants to know. Grade what the passage says about that: not the words " +
    "it shares with the query, not its length or style, not what it says of itself, and not what you know beside it. Between two grades " +
    "give the lower.",
};

/**
 * A rubric of one's own. Its id has a hash of the text, so that another text is another version.
 *
 * @example
 * import { rubricFrom } from "@secondpass/eval";
 *
 * rubricFrom("3 = solves the customer's problem …", "support").id; // => "support/445147f8"
 */
export function rubricFrom(text: string, name = "custom"): Rubric {
  return { id: `${name}/${createHash("sha256").update(text).digest("hex").slice(0, 8)}`, text };
}
