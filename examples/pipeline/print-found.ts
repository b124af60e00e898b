import type { ExplainedDocument, Ranking } from "secondpass";
import { explain } from "secondpass";

/** What a language model would read, in that order, each with who found it and how probably it is relevant; and the gate's word. */
export function printFound(ranking: Ranking | undefined): void {
  if (!ranking) throw new Error("nothing was reranked");
  const { gate } = ranking.receipt;
  console.log(`${gate?.verdict}: ${gate?.reason}\n`);
  for (const document of explain(ranking).documents) if (document.rank !== undefined) console.log(lineOf(document));
}

function lineOf({ rank, probability, sources = [], id }: ExplainedDocument): string {
  const found = sources.map(({ list, rank }) => `${list} ${rank}`).join(", ");
  return `${rank}. p ${probability?.toFixed(2)}, ${found}: ${id}`;
}
