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
  return [given].flat().map((url) => url.replace(/\/+$/, ""));
}
