import { RerankError, type RerankErrorCode } from "../../contract/index.ts";
import { importPeer } from "../../io/import-peer.ts";

const scopes = "https://www.googleapis.com/auth/cloud-platform";

/**
 * What gets access tokens of application default credentials: a service account's file, a user's login, a machine's own
 * identity. The library renews them.
 *
 * @param projectId told, so that the library does not ask for it
 * @throws {RerankError} `missing_peer`; the function: `missing_key` where there are no such credentials
 */
export async function googleToken(projectId: string): Promise<() => Promise<string>> {
  const { GoogleAuth } = await importPeer("google-auth-library", () => import("google-auth-library"));
  const auth = new GoogleAuth({ scopes, projectId });
  return async () => {
    try {
      return (await auth.getAccessToken()) ?? "";
    } catch (cause) {
      throw tokenError(cause as NodeJS.ErrnoException);
    }
  };
}

function tokenError(cause: NodeJS.ErrnoException): RerankError {
  const [code, what] = reasonOf(cause);
  return new RerankError(code, `vertex: ${what}: ${cause.message}`, {
    cause,
    provider: "vertex",
    retryable: code === "provider_unavailable",
  });
}

function reasonOf({ code = "", message }: NodeJS.ErrnoException): [RerankErrorCode, string] {
  if (/could not load the default credentials|does not exist|ENOENT/i.test(message)) {
    const ways = "set GOOGLE_ACCESS_TOKEN, pass { vertex: { apiKey } }, or log in with application default credentials";
    return ["missing_key", `an access token is needed: ${ways}`];
  }
  if (/^E[A-Z_]+$/.test(String(code))) return ["provider_unavailable", "no access token could be fetched"];
  return ["authentication_failed", "the application default credentials bring no access token"];
}
