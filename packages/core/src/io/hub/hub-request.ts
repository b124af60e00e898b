import { RerankError } from "../../contract/index.ts";
import { onAbort } from "../on-abort.ts";
import { connectionError, type RequestSubject } from "./hub-errors.ts";
import type { HubSettings } from "./hub-settings.ts";

export interface HubRequest {
  method: "GET" | "HEAD";
  url: string;
  headers?: Record<string, string>;
  subject: RequestSubject;
  /** Whether to follow a redirect to another host; where not, the redirect itself is the answer. Default: true. */
  toOtherHosts?: boolean;
}

/** An answer with its body still to be read, under a watch for silence. */
export interface HubResponse {
  response: Response;
  /** To be called on each sign of life. */
  alive(): void;
  /** Lets go of timer and connection. */
  end(): void;
}

const maxRedirects = 10;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Sends one request. Redirects are followed by hand: weights lie on other hosts than the Hub, and the token goes to the
 * Hub's own origin alone.
 *
 * @throws {RerankError} `download_failed` where no answer came; any status is an answer
 */
export async function sendHubRequest(request: HubRequest, settings: HubSettings): Promise<HubResponse> {
  const { method, headers, subject, toOtherHosts = true } = request;
  const home = new URL(settings.endpoint).origin;
  const watch = startWatch(settings);
  let url = new URL(request.url);
  try {
    for (let hops = 0; hops <= maxRedirects; hops++) {
      const response = await fetch(url, {
        method,
        redirect: "manual",
        signal: watch.signal,
        headers: {
          ...headers,
          // A compressed body has another length than the file.
          "accept-encoding": "identity",
          "user-agent": "secondpass",
          ...(settings.token && url.origin === home && { authorization: `Bearer ${settings.token}` }),
        },
      });
      watch.alive();
      const location = redirects.has(response.status) ? response.headers.get("location") : null;
      const next = location === null ? undefined : new URL(location, url);
      if (!next || (next.origin !== home && !toOtherHosts)) return { response, alive: watch.alive, end: watch.end };
      await response.body?.cancel();
      url = next;
    }
  } catch (cause) {
    const why = watch.signal.aborted ? watch.signal.reason : cause;
    watch.end();
    throw connectionError(why, subject, settings);
  }
  watch.end();
  throw new RerankError("download_failed", `${request.url} redirects in a circle`, { provider: "hub" });
}

function startWatch({ timeoutMs, signal }: HubSettings) {
  const controller = new AbortController();
  signal?.throwIfAborted();
  const stopListening = signal && onAbort(signal, () => controller.abort(signal.reason));
  const onSilence = () => controller.abort(new Error(`silent for ${timeoutMs} ms`));
  let timer = setTimeout(onSilence, timeoutMs);
  return {
    signal: controller.signal,
    alive() {
      clearTimeout(timer);
      timer = setTimeout(onSilence, timeoutMs);
    },
    end() {
      clearTimeout(timer);
      stopListening?.();
      controller.abort();
    },
  };
}
