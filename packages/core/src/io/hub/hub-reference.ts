import { RerankError } from "../../contract/index.ts";

/** A model on the Hub: `name` or `organisation/name`, and a branch, a tag or a commit. */
export interface HubReference {
  id: string;
  revision?: string;
}

const part = /^[A-Za-z0-9_](?:[\w.-]{0,94}[A-Za-z0-9_])?$/;
// It becomes a path below refs/ in the cache: nothing that leads out of there.
const revisionPattern = /^[\w+][\w.+-]*(?:\/[\w+][\w.+-]*)*$/;

/**
 * Takes `organisation/name@revision` apart.
 *
 * @returns `undefined` where the text cannot be a model's name on the Hub
 * @throws {RerankError} `invalid_config` for a revision that is none
 *
 * @example
 * parseHubReference("cross-encoder/ms-marco-MiniLM-L6-v2@main"); // => { id: "cross-encoder/ms-marco-MiniLM-L6-v2", revision: "main" }
 * parseHubReference("../my-model"); // => undefined
 */
export function parseHubReference(text: string): HubReference | undefined {
  const at = text.indexOf("@");
  const id = at < 0 ? text : text.slice(0, at);
  if (!isHubId(id)) return undefined;
  if (at < 0) return { id };
  return { id, revision: checkRevision(text.slice(at + 1)) };
}

/** The revision itself. */
export function checkRevision(revision: string): string {
  if (revisionPattern.test(revision) && !revision.includes("..")) return revision;
  throw new RerankError(
    "invalid_config",
    `${JSON.stringify(revision)} is not a revision; write a branch, a tag or a commit, as in organisation/name@main`,
  );
}

/** Whether a revision is a commit, which never changes. */
export function isCommit(revision: string): boolean {
  return /^[0-9a-f]{40}$/.test(revision);
}

function isHubId(id: string): boolean {
  const parts = id.split("/");
  return id.length <= 96 && parts.length <= 2 && parts.every((text) => part.test(text)) && !/--|\.\.|\.git$/.test(id);
}
