import * as v from "valibot";
import { RerankError } from "../../contract/index.ts";
import { messageOf } from "../../io/http/status-error.ts";

/** A score as providers send it; what cannot be one is noticed where the whole answer is checked. */
export const looseScore: v.GenericSchema<unknown, number> = v.pipe(
  v.unknown(),
  v.transform((value) => (typeof value === "number" ? value : Number.NaN)),
);

/**
 * Reads what is needed of an answer and leaves the rest alone: providers add fields.
 *
 * @throws {RerankError} `invalid_response` naming the field, with the provider's own words where it said why
 */
export function readAnswer<Output>(schema: v.GenericSchema<unknown, Output>, body: unknown, provider: string): Output {
  const result = v.safeParse(schema, body);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const at = v.getDotPath(issue) ?? "the answer";
  throw new RerankError(
    "invalid_response",
    `${provider} answered without a ranking: ${at}: expected ${issue.expected}, got ${issue.received}; it said: ${messageOf(body)}`,
    { provider },
  );
}
