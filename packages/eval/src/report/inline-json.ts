import { Markup } from "./markup.ts";

/**
 * A value as JSON that may stand in a script element. Without `<` no text can end the element or begin a comment in it; the two line
 * separators are written so that the JSON is JavaScript as well.
 */
export function inlineJson(value: unknown): Markup {
  const json = JSON.stringify(value).replace(/[<\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return new Markup(json);
}
