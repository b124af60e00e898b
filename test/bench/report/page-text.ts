import { lengths } from "../documents.ts";
import type { Machine } from "../machine.ts";
import type { RaceResult } from "../race.ts";
import type { Results } from "../results.ts";

/** What was measured, where, when, and how to do it again. */
export function introduction(machine: Machine, results: Results): string {
  const { processor, instructions, cores, memoryGb, platform, node, onnxruntime } = machine;
  const race = results.get<RaceResult>("speed/fp32");
  const { medianTokens, sigma } = lengths;
  const average = race ? Math.round(race.tokens / race.documents) : undefined;
  return `# Performance

One program measured everything on this page and wrote the page, on ${results.get("date")}:

\`\`\`sh
npm run bench               # all of it, here in ${Math.ceil(results.seconds() / 60)} minutes; writes this page
npm run bench -- --quick    # a look at it, with fewer documents and one round
npm run bench -- stall many # some sections again
\`\`\`

${processor} (${instructions.join(", ") || "instructions unknown"}), ${cores} cores, ${memoryGb} GB, ${platform}; Node ${node}, onnxruntime-node ${onnxruntime}; ${describeCommits(results)}.
Ratios carry over to other machines roughly; **milliseconds are those of this machine** and do not.

- Models have the shapes of MiniLM-L-6, TinyBERT-L-2 and bge-base, the tokenizers of the published models, and random weights: speed, memory and
  agreement are real, the order of documents means nothing. int8 is what onnxruntime's \`quantize_dynamic\` makes. The bundled model is itself.
- Documents are passages of real text, lognormal around ${medianTokens} tokens (sigma ${sigma}; ${average} on average with the query). Tokenising is included everywhere.
- Others are called as their documentation shows. Each has a process of its own, all take turns on the same documents, and no
  text comes twice. Ratios are medians of the rounds.
`;
}

/** The commit of most sections, and which are of another. */
function describeCommits(results: Results): string {
  const [most, ...others] = [...results.commits()].sort(([, a], [, b]) => b.length - a.length);
  if (!most) return "commit unknown";
  return [`commit ${most[0]}`, ...others.map(([commit, sections]) => `${sections.join(", ")} at ${commit}`)].join("; ");
}

export const notes = `## How to read it

- **One padded batch** is how most examples call transformers.js: all pairs at once. The longest document sets the width of all, and the batch
  outgrows the processor's caches. **One by one** is its best form; it uses both cores inside one session, and blocks the event loop for each document.
- **Agreement** is the correlation of scores with those of secondpass on the same documents, at its lowest. In int8 it is below 1 where documents share a batch:
  dynamic quantisation takes its scales from the whole batch, so a score depends on its company. secondpass runs int8 one document at a time.
- **What two cores can multiply** is the best rate of two processes that do nothing but matrix products of this model's size. Counted of a call are its matrix products only,
  over its whole time, tokenising and messages between threads included. **The graph alone** is what onnxruntime makes of the same texts with nothing around it: the faster a
  processor multiplies, the larger the share of normalisation, softmax and Gelu, and nobody who runs this graph can be above it.
- **Event loop**: delay of a timer of 1 ms on the caller's thread, while 100 documents are scored.
- **Most memory** is the peak of the whole process, Node and all workers with their copies of the weights included.

- **What is missed** depends on the processor, whose instructions stand at the top: the targets were set on one with AVX-512 and VNNI (Zen 4), where one padded batch is
  farther behind and int8 gains more. Nothing that runs this graph in onnxruntime multiplies more than the graph alone does.

## Not measured

Other machines: more than two cores (many workers share one memory bus), ARM, Windows, macOS, processors without VNNI, where int8 gains less. GPUs: nothing here uses one.
Trained weights at these sizes. Hosted rerankers, whose time is the network's.
`;
