import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { answerPrompt } from "./answer-prompt.ts";
import { completionBody } from "./completion-body.ts";
import type { MockLlmAnswer, MockLlmFault, MockLlmMessage, MockLlmOptions, MockLlmRequest } from "./mock-llm-options.ts";
import { optionsInName } from "./options-in-name.ts";
import { faultBody, refuseRequest } from "./refuse-request.ts";
import { streamCompletion } from "./stream-completion.ts";

export interface MockLlm {
  /** `http://127.0.0.1:PORT/v1`: what clients call base URL. */
  readonly url: string;
  /** All requests so far, in the order in which they came in. */
  readonly requests: readonly MockLlmRequest[];
  /** Most requests that were under way at a time. */
  readonly peak: number;
  /** Adds what is to go wrong with the next requests, one each; `undefined` for nothing. */
  next(...faults: (MockLlmFault | undefined)[]): void;
  /** Ends all connections, answered or not. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a language model of OpenAI's API on this machine that ranks the documents of whatever prompt it is sent, or grades them: by a mark in
 * their text, by the query's words or as it is told, with noise, in every format that models answer in, and that fails on
 * demand. For tests without a key; real clients work against it. A program that can be told a model only has these in its name:
 * `mock;noise=0.3;pos=0.5;fmt=think;delay=50;ctx=4000;obey=1`.
 *
 * @example
 * import { startMockLlm } from "secondpass/testing";
 *
 * const mock = await startMockLlm();
 * const content = "Rank these.\n[1] iron and rust (rel 0.2)\n[2] how to install rust (rel 0.9)\nSearch Query: install rust";
 * const body = JSON.stringify({ model: "mock", messages: [{ role: "user", content }] });
 * const response = await fetch(`${mock.url}/chat/completions`, { method: "POST", body });
 * (await response.json()).choices[0].message.content; // => "[2] > [1]"
 * await mock.stop();
 */
export async function startMockLlm(options: MockLlmOptions = {}): Promise<MockLlm> {
  const requests: MockLlmRequest[] = [];
  const queue = [...(options.faults ?? [])];
  let underWay = 0;
  let peak = 0;

  async function answer(request: MockLlmRequest): Promise<MockLlmAnswer> {
    const number = requests.push(request) - 1;
    const fault = queue.shift();
    const own = optionsInName(options, request.body.model);
    if (own.latencyMs) await sleep(own.latencyMs);
    if (fault) return fault;
    const refused = refuseRequest(request, own);
    if (refused) return refused;
    return own.answer ? own.answer(request, number) : answerPrompt(request, number, own);
  }

  const server = createServer(async (incoming, response) => {
    // A client that goes away is what some tests are about.
    response.on("error", () => {});
    underWay++;
    peak = Math.max(peak, underWay);
    response.on("close", () => underWay--);
    const request = await readRequest(incoming).catch(() => undefined);
    if (!request) return void response.destroy();
    try {
      reply(response, request, await answer(request));
    } catch (error) {
      sendJson(response, 500, { error: { message: `the mock failed: ${error}` } });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  async function stop(): Promise<void> {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    get peak() {
      return peak;
    },
    next: (...faults) => void queue.push(...faults),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

async function readRequest(incoming: IncomingMessage): Promise<MockLlmRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString("utf8");
  const body = text ? JSON.parse(text) : {};
  return { method: incoming.method ?? "GET", path: incoming.url ?? "/", headers: incoming.headers, body };
}

function reply(response: ServerResponse, { body: request }: MockLlmRequest, answer: MockLlmAnswer): void {
  if (answer === "hang") return;
  if (answer === "reset") return void response.destroy();
  if (typeof answer === "object" && "status" in answer) {
    sendJson(response, answer.status, answer.body ?? faultBody(answer.status), answer.headers);
    return;
  }
  const message: MockLlmMessage = typeof answer === "string" ? { content: answer } : answer;
  const body = completionBody(request, message);
  if (request.stream) streamCompletion(response, request, body);
  else sendJson(response, 200, body);
}

function sendJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}
