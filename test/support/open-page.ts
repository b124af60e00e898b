import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, onTestFinished } from "vitest";
import { chromiumPath } from "./chromium-path.ts";

export interface OpenedPage {
  page: Page;
  /** All that the page asked for, the first being the page itself. */
  requests: string[];
  /** Those of them that were not let through. */
  blocked: string[];
  /** What went wrong on it, and what it wrote to the console. */
  complaints: string[];
}

let browser: Promise<Browser> | undefined;

/** Opens a page in a real browser, which is one for all tests of a file. The page is closed when the test ends. */
export async function openPage(url: string, options: BrowserContextOptions = {}): Promise<OpenedPage> {
  // Without a sandbox of its own, which a container does not let it have.
  browser ??= chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
  const context = await (await browser).newContext(options);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const opened: OpenedPage = { page, requests: [], blocked: [], complaints: [] };
  page.on("request", (request) => opened.requests.push(request.url()));
  page.on("requestfailed", (request) => opened.blocked.push(request.url()));
  page.on("console", (message) => opened.complaints.push(message.text()));
  page.on("pageerror", (error) => opened.complaints.push(error.message));
  await page.goto(url);
  return opened;
}

afterAll(async () => (await browser)?.close());
