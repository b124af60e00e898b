import type { Dispatcher } from "undici";

const variables = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];
const agents = new Map<string, Dispatcher>();

/**
 * The `fetch` for this environment: Node's own, or where `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` or their lower-case forms are
 * set one that goes through the proxy, but for hosts in `NO_PROXY`. Node 20's own does not look at them, and the agent of
 * undici that does prints a warning.
 */
export async function proxyFetch(): Promise<typeof fetch> {
  return variables.some((name) => process.env[name]) ? (throughProxy as unknown as typeof fetch) : fetch;
}

async function throughProxy(address: string, init: RequestInit): Promise<unknown> {
  const proxy = await proxyFor(new URL(address));
  if (!proxy) return fetch(address, init);
  const undici = await import("undici");
  const dispatcher = agents.get(proxy) ?? new undici.ProxyAgent({ uri: proxy });
  agents.set(proxy, dispatcher);
  // The agent works with the fetch of its own version only, not with the one inside Node.
  return undici.fetch(address, { ...init, dispatcher } as object);
}

/** Address of the proxy; empty where there is none. Proxies of other kinds, such as SOCKS, are passed over. */
async function proxyFor({ protocol, hostname, port }: URL): Promise<string> {
  const { getProxyForUrl } = await import("proxy-from-env");
  const usual = port || (protocol === "https:" ? "443" : "80");
  // The proxy for HTTP serves HTTPS too, where that has none of its own.
  const { https_proxy, HTTPS_PROXY } = process.env;
  const scheme = https_proxy || HTTPS_PROXY ? protocol : "http:";
  const proxy = getProxyForUrl(`${scheme}//${hostname}:${usual}`);
  return /^https?:/i.test(proxy) ? proxy : "";
}
