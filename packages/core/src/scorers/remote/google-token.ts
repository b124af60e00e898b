import { RerankError } from "../../contract/index.ts";
import { importPeer } from "../../io/import-peer.ts";

const scopes = "https://www.googleapis.com/auth/cloud-platform";

/**
 * What gets access tokens of application default credentials: a service account's file, a user's login, a machine's own
 * identity. The library renews them.
 *
 * @throws {RerankError} `missing_peer`; the function: `missing_key` where there are no such credentials
 */
export async function googleToken(): Promise<() => Promise<string>> {
  const { GoogleAuth } = await importPeer("google-auth-library", () => import("google-auth-library"));
  const auth = new GoogleAuth({ scopes });
  return async () => {
    try {
      return (await auth.getAccessToken()) ?? "";
    } catch (cause) {
      throw new RerankError(
        "missing_key",
        `vertex needs an access token: set GOOGLE_ACCESS_TOKEN, pass { vertex: { apiKey } }, or log in with application default credentials: ${(cause as Error).message}`,
        { cause, provider: "vertex" },
      );
    }
  };
}
