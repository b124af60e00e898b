import type { GenericSchema } from "valibot";
import type { RerankDocument, ScoreScale, Usage } from "../../contract/index.ts";
import type { HttpAnswer } from "../../io/http/http-exchange.ts";
import type { RequestLimits } from "../../rank/index.ts";
import type { RemoteFacts } from "./remote-facts.ts";
import type { RemoteOptions } from "./remote-options.ts";

/** What one model of a provider is and takes. */
export interface RemoteTraits extends RequestLimits {
  scoreScale: ScoreScale;
  /** Whether scores of several requests may be merged. */
  pointwise: boolean;
  /** Whether it follows an instruction beside the query. Default: false. */
  instructions?: boolean;
  /** Tokens of query and document together that are read; the provider cuts the rest. */
  maxTokens?: number;
}

/** One request, before it has the provider's form. */
export interface RemoteCall {
  /** Absent where a server has but one and does not ask for its name. */
  model?: string;
  query: string;
  texts: readonly string[];
  /** How many results suffice. Default: all. */
  topN?: number;
  instruction?: string;
}

export interface RemoteRequest {
  /** Appended to the base URL. */
  path: string;
  body: unknown;
}

/** An answer, out of the provider's form. */
export interface RemoteAnswer {
  /** In any order; checked afterwards. */
  results: readonly { index: number; score: number }[];
  usage?: Partial<Usage>;
  /** The provider's name for this answer, where it is in the body. */
  id?: string;
}

/** Why a request was refused, where a smaller one may do. */
export type Complaint = { about: "documents" } | { about: "length"; tokens?: number; limit?: number };

/** Other means than our transport, such as an official SDK. */
export interface RemoteTransport {
  /** Whose limits and outages its requests share: an address, a region, or `nameOfObject` of a client. */
  readonly account: string;
  /** Answers with what `results` reads. */
  send(call: RemoteCall, context: { signal: AbortSignal; timeoutMs: number }): Promise<unknown>;
  /** Lets go of connections that nobody else uses. */
  close?(): void;
}

/** What a server says of itself. */
export type Discovered = Partial<RemoteTraits> & { model?: string };

/**
 * A provider of reranking over HTTP, as data and four small functions. Everything else is the same for all of them: keys,
 * limits, retries, splitting, checks.
 */
export interface RemoteApi<Options extends RemoteOptions = RemoteOptions> {
  /** As in a spec string. */
  readonly name: string;
  /** As people call it. */
  readonly title: string;
  /** Environment variables that hold the key, the usual one first. */
  readonly keyVariables: readonly string[];
  /** Whether it may be used without a key. Default: false. */
  readonly keyOptional?: boolean;
  /** Where requests go; absent where every user has an address of their own. */
  readonly baseUrl?: string;
  /** Environment variables that may hold the address. */
  readonly urlVariables?: readonly string[];
  /** The model that is asked where none is named; absent where the server knows. */
  readonly defaultModel?: string;
  /** Whether requests must name a model that neither option nor server tells. Default: false. */
  readonly needsModel?: boolean;
  /** Options of its own, beside those of all providers. */
  readonly entries?: Record<string, GenericSchema>;
  readonly facts: RemoteFacts;
  traits(model: string | undefined, options: Options): RemoteTraits;
  /** Headers that carry the key. Default: `Authorization: Bearer`. */
  keyHeaders?(key: string, options: Options): Record<string, string>;
  /** What gets a key where neither option nor environment has one, such as a cloud's own credentials. */
  credentials?(options: Options): Promise<() => Promise<string>>;
  /** @throws {RerankError} `invalid_config` for options that cannot work, before anything is asked */
  check?(options: Options): void;
  /** Asks the server for its limits; a failure means that it does not say. */
  discover?(get: (path: string) => Promise<HttpAnswer>, options: Options): Promise<Discovered>;
  /** @param base the address that this request goes to, without a slash at the end */
  request(call: RemoteCall, options: Options, base: string): RemoteRequest;
  /** @throws {RerankError} `invalid_response` where the body has another form */
  results(body: unknown): RemoteAnswer;
  /** Whether a refusal was about size. A 413 always is. */
  complaint?(answer: HttpAnswer): Complaint | undefined;
  /** The text of a structured document. Default: `title. text`, and YAML where `fields` are named. */
  render?(document: RerankDocument, options: Options): string;
  /** Takes the place of our transport. `undefined` where the options do not ask for it. */
  connect?(options: Options): Promise<RemoteTransport | undefined>;
}

/** Gives an API its types. */
export function defineRemote<Options extends RemoteOptions>(api: RemoteApi<Options>): RemoteApi<Options> {
  return api;
}
