const family = "vercel.ai.error";

/**
 * An error that the AI SDK takes for one of its own. It recognises them by registered symbols, not by class, so that several
 * copies of it agree; a copy of ours is not needed.
 *
 * @param name as in the SDK: `AI_APICallError`
 */
export function sdkError(name: string, message: string, fields: object, cause?: unknown): Error {
  const error = new Error(message, cause === undefined ? undefined : { cause });
  for (const marker of [family, `${family}.${name}`]) Object.defineProperty(error, Symbol.for(marker), { value: true });
  return Object.assign(error, { name }, fields);
}
