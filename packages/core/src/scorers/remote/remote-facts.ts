/** What the table of providers says beside the limits; data for `docs/providers.md` and `secondpass doctor`. */
export interface RemoteFacts {
  /** Where it runs: at the provider, or on a server of one's own. */
  kind: "hosted" | "self-hosted";
  /** Its documentation. */
  docs: string;
  /** What is paid for: `search unit of up to 100 documents`, `token`. */
  priceUnit?: string;
  /** What someone who chooses it should know. */
  notes: readonly string[];
  /** Where the facts in its file come from. */
  confirmed: string;
  /** What no source that we read confirms. */
  unconfirmed?: readonly string[];
}
