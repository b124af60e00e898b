import * as v from "valibot";
import { RerankError } from "../../contract/index.ts";
import { withRetries } from "../with-retries.ts";
import { describe, type RequestSubject, toHubError, webPageError } from "./hub-errors.ts";
import { isCommit } from "./hub-reference.ts";
import { type HubResponse, sendHubRequest } from "./hub-request.ts";
import type { HubSettings } from "./hub-settings.ts";

/** A file of a repository, as its tree lists it. */
export interface HubFile {
  path: string;
  size: number;
  /** SHA-256 of a large file, or git's SHA-1 of a small one; also its name in the cache. */
  hash: string;
  /** Where the Hub keeps large files in its newer store: their hash there. */
  xetHash?: string;
  /** Git's own hash: for a large file that of the pointer in its place. */
  gitHash: string;
}

const sha1 = v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const size = v.pipe(v.number(), v.integer(), v.minValue(0));
const entrySchema = v.object({
  type: v.string(),
  path: v.string(),
  size: v.optional(size),
  oid: sha1,
  lfs: v.optional(v.object({ oid: sha256, size })),
  xetHash: v.optional(v.string()),
});

/** Which commit a branch or tag stands for now. */
export async function resolveCommit(id: string, revision: string, settings: HubSettings): Promise<string> {
  const subject = { id, revision, file: "config.json" };
  return withRetries(settings, async () => {
    const url = resolveUrl(id, revision, "config.json", settings);
    const answer = await sendHubRequest({ method: "HEAD", url, subject, toOtherHosts: false }, settings);
    answer.end();
    const { response } = answer;
    const commit = response.headers.get("x-repo-commit");
    const hasNoSuchFile = response.headers.get("x-error-code") === "EntryNotFound";
    if (response.status >= 400 && !hasNoSuchFile) throw toHubError(response, { id, revision }, settings);
    if (commit && isCommit(commit)) return commit;
    if (isWebPage(response)) throw webPageError(subject, settings);
    const to = response.headers.get("location");
    const why = to ? `redirects to ${new URL(to, url).origin}` : `does not name the commit of ${id}: it is no Hub`;
    throw new RerankError("download_failed", `${settings.endpoint} ${why}; check HF_ENDPOINT`, { provider: "hub" });
  });
}

/** All files of a repository at one commit. */
export async function listFiles(id: string, commit: string, settings: HubSettings): Promise<HubFile[]> {
  const files: HubFile[] = [];
  const subject = { id, revision: commit };
  let url: string | undefined = `${settings.endpoint}/api/models/${id}/tree/${commit}?recursive=true&expand=false`;
  while (url !== undefined) {
    const page: string = url;
    const { entries, next } = await withRetries(settings, () => readPage(page, subject, settings));
    files.push(...entries);
    url = next;
  }
  return files;
}

/** Address of a file. */
export function resolveUrl(id: string, revision: string, path: string, { endpoint }: HubSettings): string {
  return `${endpoint}/${id}/resolve/${encodeURIComponent(revision)}/${path.split("/").map(encodeURIComponent).join("/")}`;
}

export function isWebPage(response: Response): boolean {
  return response.headers.get("content-type")?.startsWith("text/html") ?? false;
}

async function readPage(url: string, subject: RequestSubject, settings: HubSettings) {
  const answer = await sendHubRequest({ method: "GET", url, subject }, settings);
  try {
    const { response } = answer;
    if (!response.ok) throw toHubError(response, subject, settings);
    if (isWebPage(response)) throw webPageError(subject, settings);
    return { entries: await readEntries(answer, subject), next: nextPage(response, settings) };
  } finally {
    answer.end();
  }
}

async function readEntries({ response }: HubResponse, subject: RequestSubject): Promise<HubFile[]> {
  const options = { provider: "hub", retryable: true };
  const json = await response.json().catch((cause: Error) => {
    throw new RerankError("download_failed", `the list of files of ${describe(subject)} broke off: ${cause.message}`, {
      ...options,
      cause,
    });
  });
  const result = v.safeParse(v.array(entrySchema), json);
  if (!result.success) {
    const [issue] = result.issues;
    throw new RerankError("download_failed", `the list of files of ${describe(subject)} is none: ${issue.message}`, {
      provider: "hub",
    });
  }
  return result.output.flatMap(({ type, path, size, oid, lfs, xetHash }) =>
    type === "file"
      ? [{ path, size: lfs?.size ?? size ?? 0, hash: lfs?.oid ?? oid, gitHash: oid, ...(xetHash && { xetHash }) }]
      : [],
  );
}

function nextPage(response: Response, { endpoint }: HubSettings): string | undefined {
  const link = /<([^>]+)>;\s*rel="next"/.exec(response.headers.get("link") ?? "")?.[1];
  // A list goes on where it began; anywhere else is not the Hub.
  return link && new URL(link, endpoint).origin === new URL(endpoint).origin ? new URL(link, endpoint).href : undefined;
}
