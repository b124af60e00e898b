import { RerankError } from "../../contract/index.ts";
import { startCallBudget } from "../../io/call-budget.ts";
import { importPeer } from "../../io/import-peer.ts";
import { nameOfObject } from "../../io/name-of-object.ts";
import { bedrockError, withoutRequest } from "./bedrock-error.ts";
import type { RemoteCall, RemoteTransport } from "./remote-api.ts";

/** What we use of a `BedrockAgentRuntimeClient`, so that any version with this shape will do. */
export interface BedrockClient {
  send(command: never, options?: { abortSignal?: AbortSignal }): PromiseLike<unknown>;
  readonly config: { region: () => PromiseLike<string> };
  destroy?(): void;
}

export interface BedrockSettings {
  client?: BedrockClient;
  region?: string;
  endpoint?: string;
}

/** What a page of results has. */
interface RerankPage {
  results?: { index?: number; relevanceScore?: number }[];
  nextToken?: string;
  $metadata?: { requestId?: string };
}

/**
 * Asks through the official SDK, which signs requests and finds credentials.
 *
 * @throws {RerankError} `missing_peer`; `invalid_config` where no region is known
 */
export async function sendWithBedrock({ client, region, endpoint }: BedrockSettings): Promise<RemoteTransport> {
  const sdk = await importPeer("@aws-sdk/client-bedrock-agent-runtime", () => import("@aws-sdk/client-bedrock-agent-runtime"));
  // Retries are ours: they are counted in the receipt and end on abort.
  const settings = { maxAttempts: 1, ...(region && { region }), ...(endpoint && { endpoint }) };
  const own = client ? undefined : (new sdk.BedrockAgentRuntimeClient(settings) as BedrockClient);
  const used = (client ?? own) as BedrockClient;
  const usedRegion = region ?? (await regionOf(used));

  async function pages(call: RemoteCall, abortSignal: AbortSignal): Promise<unknown> {
    const results: NonNullable<RerankPage["results"]> = [];
    let nextToken: string | undefined;
    let id: string | undefined;
    do {
      const input = { ...inputOf(call, usedRegion), ...(nextToken !== undefined && { nextToken }) };
      const page = (await used.send(new sdk.RerankCommand(input) as never, { abortSignal })) as RerankPage;
      results.push(...(page.results ?? []));
      id ??= page.$metadata?.requestId;
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    return { ...(id !== undefined && { id }), results };
  }

  const send: RemoteTransport["send"] = async (call, { signal, timeoutMs }) => {
    const budget = startCallBudget({ signals: [signal], deadlineMs: timeoutMs });
    try {
      return await budget.race(pages(call, budget.signal));
    } catch (cause) {
      signal.throwIfAborted();
      if (!budget.deadlinePassed) throw bedrockError(cause as Error);
      throw new RerankError("timeout", `bedrock did not answer within ${timeoutMs} ms`, {
        cause: withoutRequest(cause as Error),
        retryable: true,
        provider: "bedrock",
      });
    } finally {
      budget.end();
    }
  };
  // Clients of ours all find the same credentials, so where they ask tells their accounts apart.
  const account = client ? nameOfObject(client) : `${usedRegion} ${endpoint ?? ""}`;
  return { account, send, ...(own && { close: () => own.destroy?.() }) };
}

async function regionOf(client: BedrockClient): Promise<string> {
  try {
    return await client.config.region();
  } catch (cause) {
    throw new RerankError(
      "invalid_config",
      `bedrock needs a region: set AWS_REGION, or pass { bedrock: { region } } (${(cause as Error).message})`,
      { cause, provider: "bedrock" },
    );
  }
}

/** AWS in China and for governments are partitions of their own, and regions tell which. */
export function modelArn(model: string, region: string): string {
  if (model.startsWith("arn:")) return model;
  const partition = /^cn-/.test(region) ? "aws-cn" : /^us-gov-/.test(region) ? "aws-us-gov" : "aws";
  return `arn:${partition}:bedrock:${region}::foundation-model/${model}`;
}

function inputOf({ model = "", query, texts, topN }: RemoteCall, region: string) {
  return {
    queries: [{ type: "TEXT" as const, textQuery: { text: query } }],
    sources: texts.map((text) => ({
      type: "INLINE" as const,
      inlineDocumentSource: { type: "TEXT" as const, textDocument: { text } },
    })),
    rerankingConfiguration: {
      type: "BEDROCK_RERANKING_MODEL" as const,
      bedrockRerankingConfiguration: {
        modelConfiguration: { modelArn: modelArn(model, region) },
        numberOfResults: topN ?? texts.length,
      },
    },
  };
}
