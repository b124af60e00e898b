import { expect, test } from "vitest";
import { isBlank } from "../../../packages/core/src/rank/is-blank.ts";

const blank = {
  "no text": "",
  spaces: "  \t\r\n",
  "no-break space": "\u00a0\u3000",
  NUL: "\0\u0001",
  "zero width": "\u200b\u200d\ufeff",
};
const text = {
  letter: "a",
  "letter among spaces": " \n a",
  sign: "?",
  emoji: "🚀",
  "lone surrogate": "\ud800",
  mark: "\u0301",
  zero: "0",
};

for (const [name, value] of Object.entries(blank)) {
  test(`${name}: blank`, () => {
    expect(isBlank(value)).toBe(true);
  });
}

for (const [name, value] of Object.entries(text)) {
  test(`${name}: not blank`, () => {
    expect(isBlank(value)).toBe(false);
  });
}
