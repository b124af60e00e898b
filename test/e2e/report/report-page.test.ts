import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import { noChromium } from "../../support/chromium-path.ts";
import { openPage } from "../../support/open-page.ts";
import { makeReport } from "./make-report.ts";

beforeEach(({ skip }) => skip(noChromium !== undefined, noChromium));

const wide = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };

test("it asks for nothing but itself, and nothing goes wrong on it", { timeout: 60_000 }, async () => {
  const url = await makeReport();
  const { page, requests, complaints } = await openPage(url);
  await page.waitForSelector(".orders");
  expect(requests).toEqual([url]);
  expect(complaints).toEqual([]);
});

const background = (page: Page) => page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
const lineColor = (page: Page) =>
  page.evaluate<string>(`getComputedStyle(document.querySelector("#changes svg .rule line")).stroke`);

test("light and dark are the system's, in the plots too, and a button changes them", { timeout: 60_000 }, async () => {
  const url = await makeReport();
  const colors = await Promise.all(
    (["light", "dark"] as const).map(async (colorScheme) => {
      const { page } = await openPage(url, { colorScheme });
      return { page, background: await background(page), line: await lineColor(page) };
    }),
  );
  const [light, dark] = colors as [(typeof colors)[number], (typeof colors)[number]];
  expect(light.background).not.toBe(dark.background);
  expect(light.line).not.toBe(dark.line);
  const button = light.page.getByRole("button", { name: "Theme: system" });
  await button.click();
  expect(await background(light.page)).toBe(light.background);
  await light.page.getByRole("button", { name: "Theme: light" }).click();
  expect(await background(light.page)).toBe(dark.background);
  expect(await lineColor(light.page)).toBe(dark.line);
});

test.each([false, true])(
  "nothing makes a phone scroll sideways; several rerankers: %s",
  { timeout: 60_000 },
  async (isSeveral) => {
    const { page } = await openPage(await makeReport({ isSeveral }), { viewport: phone });
    await page.waitForSelector(".orders");
    // Also when everything is open.
    await page.evaluate('document.querySelectorAll("details").forEach((details) => { details.open = true; })');
    await page.locator(".entry").first().click();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(phone.width);
    // Text of a plot is drawn for this width, not shrunk to it.
    const shown = page.locator("svg.plot:visible").first();
    expect((await shown.boundingBox())?.width).toBe(Number(await shown.getAttribute("width")));
  },
);

test("without scripts everything but the query browser is there", { timeout: 60_000 }, async () => {
  const { page } = await openPage(await makeReport(), { javaScriptEnabled: false });
  expect(await page.locator("svg.plot:visible").count()).toBeGreaterThan(8);
  expect(await page.getByText("The query browser needs JavaScript").isVisible()).toBe(true);
  expect(await page.locator("#theme").isVisible()).toBe(false);
});

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
interface AxeResult {
  violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
  passes: { id: string }[];
}

test.each([
  ["light", wide, false],
  ["dark", wide, true],
  ["dark", phone, false],
  ["light", phone, true],
] as const)(
  "axe finds no barrier: %s, %j, several rerankers: %s",
  { timeout: 120_000 },
  async (colorScheme, viewport, isSeveral) => {
    const { page } = await openPage(await makeReport({ isSeveral }), { colorScheme, viewport, reducedMotion: "reduce" });
    await page.evaluate('document.querySelectorAll("details").forEach((details) => { details.open = true; })');
    await page.locator(".entry").first().click();
    await page.evaluate(await readFile(axe, "utf8"));
    const { violations, passes } = await page.evaluate<AxeResult>("axe.run()");
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))])).toEqual([]);
    expect(passes.map(({ id }) => id)).toEqual(expect.arrayContaining(["color-contrast", "button-name", "svg-img-alt", "label"]));
  },
);
