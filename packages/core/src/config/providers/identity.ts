import * as v from "valibot";
import { createIdentityReranker } from "../../scorers/identity.ts";
import { noRest } from "../no-rest.ts";
import { defineProvider, type Provider } from "../provider.ts";

/** Options of `{ identity: {} }`: none. */
export type IdentityOptions = Record<string, never>;

export const provider: Provider<IdentityOptions> = defineProvider({
  summary: "the first-stage order as it is",
  forms: ['"identity"', "{ identity: {} }"],
  schema: v.pipe(
    v.strictObject({}),
    v.transform((): IdentityOptions => ({})),
  ),
  fromSpec: noRest("identity"),
  create: async () => createIdentityReranker(),
});
