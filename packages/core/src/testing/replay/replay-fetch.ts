import { RerankError } from "../../contract/index.ts";
import { canonicalJson } from "./canonical-json.ts";
import { type RecordedRequest, type Recording, readCassette, writeCassette } from "./cassette.ts";
import { describeNearest } from "./nearest-recording.ts";
import { answerOf, toResponse } from "./recorded-answer.ts";
import { bodyOf } from "./recorded-body.ts";
import { createScrubber, type Scrubber } from "./scrubber.ts";

/**
 * - `replay` answers from the file and never goes out.
 * - `record` goes out and writes the file anew.
 * - `auto` answers from the file what is in it, and records the rest.
 */
export type CassetteMode = "replay" | "record" | "auto";

export interface ReplayOptions {
  /** The cassette, a JSON file; folders are made as needed. */
  file: string;
  /** Default: `replay`. */
  mode?: CassetteMode;
  /** What goes out. Default: the global `fetch`. */
  fetch?: typeof fetch;
  /** Takes out of every text what the usual scrubbing does not know, such as names of customers. */
  scrub?: (text: string) => string;
}

/**
 * A `fetch` that answers from a file. Requests are recognised by method, address and body, whatever the order of keys in it;
 * the same request asked again gets the next of its recordings, and after the last one that again. Request headers are not
 * kept; keys are taken out of addresses and bodies, also where a provider repeats them.
 *
 * @throws {RerankError} from the returned function, in `replay`: `invalid_request` for a request that is not in the file, with
 * what the nearest one has instead
 *
 * @example
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { replayFetch, startMockProvider } from "secondpass/testing";
 *
 * const file = join(await mkdtemp(join(tmpdir(), "cassette-")), "rerank.json");
 * const mock = await startMockProvider();
 * const ask = async (fetch, query) => {
 *   const body = JSON.stringify({ model: "m", query, documents: ["a rust guide", "bread"] });
 *   return (await (await fetch(`${mock.url}/v2/rerank`, { method: "POST", body })).json()).results[0];
 * };
 * await ask(replayFetch({ file, mode: "record" }), "rust"); // => { index: 0, relevance_score: 1 }
 * await mock.stop();
 * const replayed = replayFetch({ file });
 * await ask(replayed, "rust"); // => { index: 0, relevance_score: 1 }
 * const error = await ask(replayed, "bread").catch((error) => error);
 * error.message.includes('body.query is "bread", recorded "rust"'); // => true
 */
export function replayFetch(options: ReplayOptions): typeof fetch {
  const { file, mode = "replay", fetch: send = globalThis.fetch, scrub } = options;
  let loaded: Promise<(Recording | undefined)[]> | undefined;
  let writing: Promise<void> = Promise.resolve();
  const timesPlayed = new Map<string, number>();
  // What was recorded just now is not played in its own session: a request that is tried again wants another answer.
  const recordedNow = new Set<string>();

  async function replay(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    loaded ??= load(file, mode);
    const recordings = await loaded;
    const bytes = new Uint8Array(await request.arrayBuffer());
    const scrubber = createScrubber(request.headers, scrub);
    const asked = describe(request, bytes, scrubber);
    const key = canonicalJson(asked);
    request.signal.throwIfAborted();
    const recording = recordedNow.has(key) ? undefined : nextOf(recordings, key, timesPlayed);
    if (recording) return toResponse(recording, request.url);
    if (mode === "replay") throw notRecorded(asked, recordings, file);

    recordedNow.add(key);
    // Its place is taken now, so that the file is in the order of asking whatever is answered first.
    const place = recordings.push(undefined) - 1;
    const response = await send(request.url, {
      ...init,
      method: request.method,
      headers: Object.fromEntries(request.headers),
      redirect: request.redirect,
      signal: request.signal,
      ...(bytes.length > 0 && { body: bytes }),
    });
    const answer = new Uint8Array(await response.arrayBuffer());
    const body = bodyOf(answer);
    const headers = scrubber.responseHeaders(response.headers);
    recordings[place] = {
      request: asked,
      response: { status: response.status, headers, ...(body && { body: scrubber.body(body) }) },
    };
    const answered = () => recordings.filter((recording) => recording !== undefined);
    writing = writing.catch(() => {}).then(() => writeCassette(file, answered()));
    await writing;
    // The caller gets what was sent; only the file is without credentials.
    return answerOf(response, answer);
  }
  return replay as typeof fetch;
}

async function load(file: string, mode: CassetteMode): Promise<(Recording | undefined)[]> {
  if (mode === "record") return [];
  const recordings = await readCassette(file);
  if (recordings || mode === "auto") return recordings ?? [];
  throw new RerankError("invalid_config", `there is no cassette ${file}; record it with mode "record"`);
}

/** The next recording of a request, or its last one again. */
function nextOf(
  recordings: readonly (Recording | undefined)[],
  key: string,
  timesPlayed: Map<string, number>,
): Recording | undefined {
  const found = recordings.filter((recording) => recording && canonicalJson(recording.request) === key);
  const times = timesPlayed.get(key) ?? 0;
  timesPlayed.set(key, times + 1);
  return found[Math.min(times, found.length - 1)];
}

function describe(request: Request, bytes: Uint8Array, scrubber: Scrubber): RecordedRequest {
  const body = bodyOf(bytes);
  return { method: request.method, url: scrubber.url(request.url), ...(body && { body: scrubber.body(body) }) };
}

function notRecorded(asked: RecordedRequest, recordings: readonly (Recording | undefined)[], file: string): RerankError {
  const nearest = describeNearest(
    asked,
    recordings.flatMap((recording) => recording?.request ?? []),
  );
  const how = nearest ? `the nearest one there differs: ${nearest}` : "there are no recordings";
  return new RerankError(
    "invalid_request",
    `${asked.method} ${asked.url} is not in the cassette ${file}; ${how}. Record it with mode "auto" or "record"`,
  );
}
