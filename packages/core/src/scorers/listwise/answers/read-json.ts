/** Reads JSON, also with single quotes and trailing commas; nothing where it is none. It is only ever read, never run. */
export function readJson(text: string): unknown {
  return tryParse(text) ?? tryParse(strictJson(text));
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Double quotes for single ones, no comma before a closing bracket. */
function strictJson(text: string): string {
  const parts: string[] = [];
  let quote = "";
  // Position in `parts` of a comma that nothing has followed yet.
  let comma = -1;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (quote !== "") {
      if (character === "\\") {
        index += 1;
        // An escaped single quote is none of JSON's escapes.
        parts.push(text.charAt(index) === "'" ? "'" : `\\${text.charAt(index)}`);
      } else if (character === quote) {
        quote = "";
        parts.push('"');
      } else parts.push(character === '"' ? '\\"' : character);
      continue;
    }
    if (/\s/.test(character)) {
      parts.push(character);
      continue;
    }
    if (comma >= 0 && /[\]}]/.test(character)) parts[comma] = "";
    comma = character === "," ? parts.length : -1;
    if (character === '"' || character === "'") {
      quote = character;
      parts.push('"');
    } else parts.push(character);
  }
  return parts.join("");
}
