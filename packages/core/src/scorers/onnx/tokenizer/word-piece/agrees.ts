// One for each rule that there is; short, since the package takes its time over each.
const samples = [
  "The capital of France, Paris, has 2,102,650 inhabitants (2023).",
  "don't e-mail C++ {x|y} ~$4.50^2 a_b `c` <d> \\e/",
  "Antidisestablishmentarianism xqzvkjw 3.14159e-10 HTTPS",
  `${"a".repeat(101)} Supercalifragilisticexpialidocious`,
  "Café ÅNGSTRÖM naïve Łódź ΟΔΟΣ ΟΔΟΣ.Α İstanbul ﬁne ½",
  "“quoted” – l’été… 100 € β-catenin µm 5×3",
  "北京的天气 東京ﾀﾜｰ 서울의 สวัสดี नमस्ते שלום",
  "a\0b \u200bzero\u00adwidth \ufeff\u3000x\x0by\x85z\u2028\ufffd",
  "🚀 👩‍💻 🇫🇷 \ud800 x\udc00 𠀀",
  "e\u0301 \u0301e  \t\n\r ",
  "ends with [SEP] and [CLS][MASK]",
  "",
];

/** Whether two tokenizers give the same ids for every sample. */
export function agrees(encode: (text: string) => number[], reference: (text: string) => number[]): boolean {
  return samples.every((sample) => {
    const [ids, expected] = [encode(sample), reference(sample)];
    return ids.length === expected.length && ids.every((id, i) => id === expected[i]);
  });
}
