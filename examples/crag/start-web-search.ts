import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Document } from "@langchain/core/documents";

interface Page {
  url: string;
  keywords: string[];
  text: string;
}

/** Stands in for a web search: a server on this machine that knows the three pages of `web-pages.json`. Put your own provider here. */
export async function startWebSearch(): Promise<{ search(query: string): Promise<Document[]>; stop(): Promise<void> }> {
  const pages = JSON.parse(await readFile(new URL("web-pages.json", import.meta.url), "utf8")) as Page[];
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? "/", "http://localhost").searchParams.get("q")?.toLowerCase() ?? "";
    const found = pages.filter(({ keywords }) => keywords.some((keyword) => query.includes(keyword)));
    response.setHeader("content-type", "application/json").end(JSON.stringify(found));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    async search(query) {
      const response = await fetch(`http://127.0.0.1:${port}/?q=${encodeURIComponent(query)}`);
      const found = (await response.json()) as Page[];
      return found.map(({ url, text }) => new Document({ pageContent: text, metadata: { source: url } }));
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
