/** What a provider takes; each has its own figures, see the file of its format. */
export interface MockLimits {
  /** Documents of one request. */
  maxDocuments?: number;
  /** Tokens of query and one document together; a token is four characters here. */
  maxTokens?: number;
  /** Tokens of a whole request, as the provider counts them. */
  maxRequestTokens?: number;
  /** Characters of one document. */
  maxDocumentCharacters?: number;
  /** Bytes of a request's body. */
  maxBytes?: number;
}

/** A JSON object that nobody has checked yet. */
export type Fields = Record<string, unknown>;

/** A request as it came in. */
export interface MockRequest {
  method: string;
  /** With the query string, where there is one. */
  path: string;
  /** Names in lower case. The key is among them: what is under test may well be how it is sent. */
  headers: Record<string, string>;
  /** Parsed where it is JSON, the text where it is not. */
  body: unknown;
}

/** What a request asks for, out of the provider's form. */
export interface MockCall {
  query: string;
  texts: string[];
  /** Default: all. */
  topN?: number;
  model?: string;
}

/** One result before it has the provider's form. */
export interface MockResult {
  index: number;
  /** A number, unless a fault has put something else here. */
  score: unknown;
  text: string;
}

/** How one provider reads requests and writes answers. Written from its own documentation, never from an adapter. */
export interface MockFormat {
  /** Where it ranks, matched against the path without query string. */
  readonly paths: RegExp;
  /** Among formats that share a path: whether a request is in this one. Default: yes. */
  claims?(request: MockRequest, body: Fields): boolean;
  readonly limits: MockLimits;
  /** Whether a request carries the key. Default: `Authorization: Bearer` and the key. */
  carries?(apiKey: string, headers: Record<string, string>): boolean;
  /** Status of a request without the right key. Default: 401. */
  readonly keyRefusal?: number;
  /** The provider's own way to say that something is wrong. */
  error(status: number, message: string): unknown;
  /** @throws {MockRefusal} where the provider would refuse the request */
  read(body: Fields, limits: MockLimits, request: MockRequest): MockCall;
  /** Answers to GET, by path. */
  about?(path: string, limits: MockLimits): unknown;
  /** A relevance between 0 and 1 on the provider's scale. Default: as it is. */
  scale?(relevance: number, body: Fields): number;
  item(result: MockResult, body: Fields): unknown;
  answer(items: unknown[], call: MockCall, body: Fields): unknown;
  /** Name of the list in an answer; `undefined` where the answer is the list. */
  readonly listName: string | undefined;
}

/** A request that a provider refuses. */
export class MockRefusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
