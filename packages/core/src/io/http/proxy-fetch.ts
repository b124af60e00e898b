let proxied: Promise<typeof fetch> | undefined;
let proxiedFor: string | undefined;

/**
 * The `fetch` for this environment: Node's own, or where `HTTPS_PROXY`, `HTTP_PROXY` or their lower-case forms are set one
 * that goes through the proxy, but for hosts in `NO_PROXY`. Node 20's own does not look at them.
 */
export async function proxyFetch(): Promise<typeof fetch> {
  const { http_proxy, HTTP_PROXY, https_proxy, HTTPS_PROXY, no_proxy, NO_PROXY } = process.env;
  const variables = [http_proxy, HTTP_PROXY, https_proxy, HTTPS_PROXY];
  if (!variables.some(Boolean)) return fetch;
  const key = JSON.stringify([...variables, no_proxy, NO_PROXY]);
  if (proxied === undefined || proxiedFor !== key) {
    proxiedFor = key;
    proxied = throughProxy();
  }
  return proxied;
}

async function throughProxy(): Promise<typeof fetch> {
  const undici = await import("undici");
  const dispatcher = new undici.EnvHttpProxyAgent();
  // The agent works with the fetch of its own version only, not with the one inside Node.
  return ((input: string, init: object) => undici.fetch(input, { ...init, dispatcher })) as unknown as typeof fetch;
}
