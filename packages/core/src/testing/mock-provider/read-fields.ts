import { type Fields, MockRefusal } from "./mock-format.ts";

// What servers do with a request that does not fit, put by each in its own words and status.

/** @throws {MockRefusal} */
export function textField(body: Fields, name: string, status: number): string {
  const value = body[name];
  if (typeof value !== "string") throw new MockRefusal(status, `${name}: must be a string`);
  return value;
}

/** @throws {MockRefusal} */
export function listField(body: Fields, name: string, status: number): unknown[] {
  const value = body[name];
  if (!Array.isArray(value)) throw new MockRefusal(status, `${name}: must be a list`);
  return value;
}

/** Strings, or objects with their text under a name. */
export function textsField(body: Fields, name: string, status: number, textName = "text"): string[] {
  return listField(body, name, status).map((value, i) => {
    const text = typeof value === "string" ? value : (value as Fields | null)?.[textName];
    if (typeof text !== "string") throw new MockRefusal(status, `${name}[${i}]: must be a string or have ${textName}`);
    return text;
  });
}

/** A whole number of at least `least`, where the field is there; `null` is as good as absent. */
export function countField(body: Fields, name: string, status: number, least = 1): { topN?: number } {
  const value = body[name] ?? undefined;
  if (value === undefined) return {};
  if (!Number.isInteger(value) || (value as number) < least) {
    throw new MockRefusal(status, `${name}: must be a whole number of at least ${least}`);
  }
  return value === 0 ? {} : { topN: value as number };
}

/** Refuses fields that a server with a strict schema does not know. */
export function onlyFields(body: Fields, names: readonly string[], status: number): void {
  const unknown = Object.keys(body).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new MockRefusal(status, `${unknown}: unknown field`);
}

/** The model, where a request names it. */
export function modelField(body: Fields): { model?: string } {
  return typeof body.model === "string" ? { model: body.model } : {};
}

/** Tokens as these servers count them: one for each four characters. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

export function totalTokens(query: string, texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + countTokens(query) + countTokens(text), 0);
}
