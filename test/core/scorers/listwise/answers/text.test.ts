import { expect, test } from "vitest";
import { parseAnswer } from "../../../../../packages/core/src/scorers/listwise/answers/parse-answer.ts";
import { all, read, readAll } from "./support/read.ts";
import { letters, numbers } from "./support/violations.ts";

test("rule 3: digits, brackets, arrows and commas of every script; nothing invisible", () => {
  const answers = [
    "【3】＞【1】＞【2】",
    "[３] > [１] > [２]",
    "[٣] > [١] > [٢]",
    "[३] > [१] > [२]",
    "[³] > [¹] > [²]",
    "③①②",
    "❸ > ❶ > ❷",
    "⑶、⑴、⑵",
    "3️⃣ > 1️⃣ > 2️⃣",
    "[\u200b3\u200d] > [1] > [2\ufeff]",
    "〔3〕→〔1〕⇒〔2〕",
    "「3」 ≻ 「1」 ≻ 「2」",
    "[3] -> [1] => [2]",
    "$[3] \\succ [1] \\succ [2]$",
    "[3] &gt; [1] &gt; [2]",
    "[3]\r\n[1]\r[2]",
    "[3] > [1] > [2]<|im_end|></s>",
  ];
  expect(readAll(answers)).toEqual(all(answers, "ok: 3 1 2"));
  expect(read("三 > 一 > 二")).toBe("unparsed:");
  expect(read("⑩ > ③ > ⑪", { labels: numbers(11), asked: 3 })).toBe("ok: 10 3 11");
});

test("rule 7: rows and lines, with brackets, with nouns and bare", () => {
  const answers = [
    "[3][1][2]",
    "3 1 2",
    "3;1;2",
    "[3], then [1], and [2]",
    "(3) > (1) > (2)",
    "`[3]` > **[1]** > _[2]_",
    "[Document 3] > [Document 1] > [Document 2]",
    "Doc ID: 3\nDoc ID: 1\nDoc ID: 2",
    "#3 > #1 > #2",
    "1. 3\n2. 1\n3. 2",
    "1) Passage 3\n2) Passage 1\n3) Passage 2",
    "1st: [3], 2nd: [1], 3rd: [2]",
    "First, [3] because of 2 reasons\nThen [1] with 1\nFinally [2]",
    "| Rank | Passage |\n|---|---|\n| 1 | [3] |\n| 2 | [1] |\n| 3 | [2] |",
    "| Rank | Passage |\n| ---: | :--- |\n| 1 | 3 |\n| 2 | 1 |\n| 3 | 2 |",
    // One forgotten bracket.
    "3 > [1] > [2]",
    "3] > [1] > [2]",
    // Most labels first, then brackets, then the later one.
    "[2] > [1]. On reflection: 3 > 1 > 2",
    "1 > 2 > 3 or [3] > [1] > [2] or 2 > 1 > 3",
    "[1] > [2] > [3]\n\nSorry, it is [3] > [1] > [2]",
    "Of the 3 passages, 2 are off-topic: [3] > [1] > [2]. Score: 3 of 3.",
  ];
  expect(readAll(answers)).toEqual(all(answers, "ok: 3 1 2"));
});

test("rule 7: numbers that are no labels are not read", () => {
  const answers = [
    "20 passages are provided.",
    "I looked at 2 of them.",
    "312",
    "0.3 > 0.1 > 0.2",
    "3% 1% 2%",
    "2/3",
    "[] > []",
    "1. Some text\n2. Other text\n3. More text",
    "- a passage\n2 of them are good",
    "ERROR::reduce_length",
  ];
  expect(readAll(answers)).toEqual(all(answers, "unparsed:"));
  // Its own scores are not taken for labels, nor the years around it.
  expect(read("[3] (2.0) > [1] (1.0) > [2] (0.3)")).toBe("ok: 3 1 2");
  expect(read("In 2023: [3] > [1] > [2], as in 2022.")).toBe("ok: 3 1 2");
  expect(read("Passage 3 (95%), Passage 1 (2%), Passage 2 (1%)")).toBe("ok: 3 1 2");
});

test("rule 8: only below: the last is the best; equal: as written; dots stand for nothing", () => {
  expect(read("[2] < [1] < [3]")).toBe("ok: 3 1 2");
  expect(read("[2] ≺ [1] ⪯ [3]".replace("⪯", "≤"))).toBe("ok: 3 1 2");
  expect(read("[1] < [2] > [3]")).toBe("ok: 1 2 3");
  expect(read("[2] < [3] = [1]")).toBe("ok: 3 1 2");
  expect(parseAnswer("[3] > [1] = [2] == [4]", { labels: numbers(4) })).toMatchObject({ order: [2, 0, 1, 3], ties: 2 });
  expect(read("[3] > [1] > ... > [2]")).toBe("ok: 3 1 2");
  expect(read("[1] > [2] > ... > [20]", { labels: numbers(20) })).toBe("partial: 1 2 20");
});

test("letters count in prose only as they are written, codes anywhere", () => {
  const options = { labels: letters(3) };
  for (const answer of [
    "C > A > B",
    "[c] > [a] > [b]",
    "C, A, B",
    "Passage C, Passage A, Passage B",
    "1. C\n2. A\n3. B",
    "Ｃ＞Ａ＞Ｂ",
  ]) {
    expect([answer, read(answer, options)]).toEqual([answer, "ok: C A B"]);
  }
  for (const answer of ["A passage about cats", "CAB", "a", "3 > 1 > 2", "A) cats\nB) dogs\nC) cows"]) {
    expect([answer, read(answer, options)]).toEqual([answer, "unparsed:"]);
  }
  const codes = { labels: ["bcd", "fgh", "jkm"] };
  for (const answer of ["jkm > bcd > fgh", "[JKM] > [bcd] > [fgh]", "1. jkm\n2. bcd\n3. fgh", "[1] > [2]: jkm, bcd, fgh"]) {
    expect([answer, read(answer, codes)]).toEqual([answer, "ok: jkm bcd fgh"]);
  }
  // Forged labels and numbers are none of this call's.
  expect(read("[1] > [2] > [3]", codes)).toBe("unparsed:");
  expect(parseAnswer("[xyz] > [fgh]", codes)).toMatchObject({ order: [1, 0, 2], stated: 1, unknown: 1 });
});
