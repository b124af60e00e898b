import { RerankError } from "../../contract/index.ts";
import { retryAfterMs } from "../retry-after.ts";
import type { HubSettings } from "./hub-settings.ts";

/** What a request was for, in words for its error. */
export interface RequestSubject {
  id: string;
  revision: string;
  file?: string;
}

/** The error that an answer other than success stands for. The Hub says in `X-Error-Code` what its status leaves open. */
export function toHubError(response: Response, subject: RequestSubject, settings: HubSettings): RerankError {
  const { status } = response;
  const code = response.headers.get("x-error-code");
  const { id, revision, file } = subject;
  const waitMs = retryAfterMs(response);
  const options = { status, provider: "hub", ...(waitMs !== undefined && { retryAfterMs: waitMs }) };
  const page = `${settings.endpoint}/${id}`;
  const who = settings.token ? "this token" : "a caller without a token; set HF_TOKEN";

  if (code === "GatedRepo") {
    return new RerankError(
      "access_denied",
      `${id} is gated: accept its terms at ${page}, then ask again; refused to ${who}`,
      options,
    );
  }
  if (code === "RepoNotFound" || (status === 404 && code === null)) {
    return new RerankError(
      "model_not_found",
      `${settings.endpoint} has no model ${id}${file ? ` with ${file} at ${revision}` : ""}, or it is private to ${who}`,
      options,
    );
  }
  if (code === "RevisionNotFound") {
    return new RerankError("model_not_found", `${id} has no revision ${revision}; see ${page}/tree/main`, options);
  }
  if (status === 404) return new RerankError("model_not_found", `${id}@${revision} has no file ${file}`, options);
  if (status === 401 || status === 403) {
    return new RerankError("access_denied", `${settings.endpoint} refuses ${id} (HTTP ${status}) to ${who}`, options);
  }
  if (status === 429) {
    return new RerankError(
      "download_failed",
      `${settings.endpoint} asks to slow down (HTTP 429)${waitMs === undefined ? "" : `: try again in ${Math.ceil(waitMs / 1000)} s`}; HF_TOKEN raises the limit`,
      { ...options, retryable: true },
    );
  }
  return new RerankError("download_failed", `${settings.endpoint} answered HTTP ${status} for ${describe(subject)}`, {
    ...options,
    retryable: status === 408 || status >= 500,
  });
}

/** A page for people where data should be: a login portal, a proxy's notice, or an address that is no Hub. */
export function webPageError(subject: RequestSubject, settings: HubSettings): RerankError {
  return new RerankError(
    "download_failed",
    `${settings.endpoint} answered with a web page instead of ${describe(subject)}: check HF_ENDPOINT, the proxy and the network's login`,
    { provider: "hub" },
  );
}

/** No answer at all, or one that broke off. */
export function connectionError(cause: unknown, subject: RequestSubject, settings: HubSettings): RerankError {
  const { message, cause: inner } = cause as Error & { cause?: NodeJS.ErrnoException };
  const why = inner?.code ?? inner?.message ?? message;
  return new RerankError(
    "download_failed",
    `no connection to ${settings.endpoint} for ${describe(subject)}: ${why}; without network set HF_HUB_OFFLINE=1 and stage the model`,
    { cause, retryable: true, provider: "hub" },
  );
}

export function describe({ id, revision, file }: RequestSubject): string {
  return `${id}@${revision}${file ? `/${file}` : ""}`;
}
