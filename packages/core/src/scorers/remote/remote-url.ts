import { RerankError } from "../../contract/index.ts";
import type { RemoteApi } from "./remote-api.ts";
import type { RemoteOptions } from "./remote-options.ts";

type Addressed = Pick<RemoteApi, "name" | "baseUrl" | "urlVariables">;

/**
 * The addresses of a provider, without a slash at the end: from the option, the environment, or its own.
 *
 * @throws {RerankError} `invalid_config` where there is none
 */
export function baseUrlsOf({ name, baseUrl, urlVariables = [] }: Addressed, options: RemoteOptions): string[] {
  const variable = urlVariables.map((name) => process.env[name]?.trim()).find(Boolean);
  const given = options.baseUrl ?? variable ?? baseUrl;
  if (given === undefined) {
    const how = urlVariables.length > 0 ? ` or set ${urlVariables.join(" or ")}` : "";
    throw new RerankError(
      "invalid_config",
      `${name} needs an address: write "${name}:http://host:port", or pass { ${name}: { baseUrl } }${how}`,
      { provider: name },
    );
  }
  for (const url of [given].flat()) checkAddress(url, name);
  return [given].flat().map((url) => url.replace(/\/+$/, ""));
}

function checkAddress(address: string, name: string): void {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new RerankError("invalid_config", `${name}: ${JSON.stringify(address)} is no address; write http://host:port`, {
      provider: name,
    });
  }
  // The address is part of the reranker's id, which is logged.
  if (url.username || url.password) {
    throw new RerankError(
      "invalid_config",
      `${name}: the address has a user name or password; pass { headers: { authorization } }`,
      {
        provider: name,
      },
    );
  }
}
