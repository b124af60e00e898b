/** What an ASCII character is to BERT. `other` are control characters, which it takes out of the text. */
export const asciiClass = { letter: 0, space: 1, punctuation: 2, other: 3 } as const;

const spaces = " \t\n\r";
const lower = "abcdefghijklmnopqrstuvwxyz";
const lettersAndDigits = `0123456789${lower}${lower.toUpperCase()}`;

/** Classes by character code. */
export const asciiClasses: Uint8Array = classify();

function classify(): Uint8Array {
  const classes = new Uint8Array(128).fill(asciiClass.other);
  const set = (characters: string, value: number) => {
    for (const character of characters) classes[character.charCodeAt(0)] = value;
  };
  classes.fill(asciiClass.punctuation, 0x21, 0x7f);
  set(spaces, asciiClass.space);
  set(lettersAndDigits, asciiClass.letter);
  return classes;
}

/** Numbers for letters and digits by character code, from 1 on and below 64; 0 for everything else. */
export function numberLetters(lowercase: boolean): Uint8Array {
  const numbers = new Uint8Array(128);
  for (const letter of lettersAndDigits) {
    numbers[letter.charCodeAt(0)] = 1 + lettersAndDigits.indexOf(lowercase ? letter.toLowerCase() : letter);
  }
  return numbers;
}
