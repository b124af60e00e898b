type Format = (labels: readonly string[]) => string;

const row = (each: (label: string, index: number) => string, separator: string): Format => {
  return (labels) => labels.map(each).join(separator);
};
const json = (labels: readonly string[]) => labels.map((label) => (/^\d+$/.test(label) ? Number(label) : label));

/** How models write a ranking. */
export const formats: Readonly<Record<string, Format>> = {
  canonical: row((label) => `[${label}]`, " > "),
  "no spaces": row((label) => `[${label}]`, ">"),
  "bare >": row((label) => label, " > "),
  "bracketed list": row((label) => `[${label}]`, ", "),
  "bare list": row((label) => label, ", "),
  "json array": (labels) => JSON.stringify(json(labels)),
  "json strings": (labels) => JSON.stringify(labels),
  "json object": (labels) => JSON.stringify({ ranking: json(labels) }),
  "json fence": (labels) => `\`\`\`json\n${JSON.stringify({ ranked_ids: json(labels) }, null, 2)}\n\`\`\``,
  "json ranks": (labels) => JSON.stringify(json(labels).map((id, index) => ({ id, rank: index + 1 }))),
  "json scores": (labels) => JSON.stringify(Object.fromEntries(labels.map((label, index) => [label, 1 - index / 200]))),
  LRL: (labels) => `[${labels.map((label) => `PASSAGE ${label}`).join(", ")}]`,
  documents: row((label) => `Document ${label}`, ", "),
  relevance: row((label, index) => `Doc: ${label}, Relevance: ${200 - index}`, "\n"),
  "numbered brackets": row((label, index) => `${index + 1}. [${label}]`, "\n"),
  "numbered passages": row((label, index) => `${index + 1}. Passage ${label}`, "\n"),
  "numbered reasons": row((label, index) => `${index + 1}. [${label}] - answers ${index % 10} of 9 points`, "\n"),
  bullets: row((label) => `- [${label}]`, "\n"),
  bold: row((label) => `**[${label}]**`, " > "),
  arrows: row((label) => `[${label}]`, " → "),
  "full width": row((label) => `【${label}】`, "＞"),
  "worst first": (labels) => row((label) => `[${label}]`, " < ")([...labels].reverse()),
};

/** What they write before it; most digits here are no labels. */
export const prefaces: readonly Format[] = [
  () => "",
  (labels) => `Here are the ${labels.length} passages ranked by relevance:\n\n`,
  () => "Sure! ",
  (labels) => `<think>[${labels[0]}] is better than [${labels.at(-1)}], or is it 2?</think>\n`,
  () => "Ranking: ",
  () => "**Final ranking**\n\n",
  () => "Based on the query, the most relevant come first.\n\n",
  () => "Search Query: 5 best phones of 2023.\n",
];

/** And after it. */
export const suffixes: readonly Format[] = [
  () => "",
  () => "\n",
  () => ".",
  () => "<|im_end|>",
  () => "\n\nLet me know if you need anything else!",
  (labels) => `\n\nExplanation: [${labels.at(-1)}] is off-topic, while [${labels[0]}] answers directly.`,
  () => "\n\n(Ranked by relevance to the query.)",
];
