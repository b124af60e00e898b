import { beforeEach, expect, test } from "vitest";
import { hostileTexts } from "../../eval/support/report-collection.ts";
import { noChromium } from "../../support/chromium-path.ts";
import { openPage } from "../../support/open-page.ts";
import { makeReport } from "./make-report.ts";

beforeEach(({ skip }) => skip(noChromium !== undefined, noChromium));

test("texts, titles, ids and names that try to act are shown and do nothing", { timeout: 120_000 }, async () => {
  const url = await makeReport({ isHostile: true, isSeveral: true });
  const { page, requests, complaints } = await openPage(url);
  await page.waitForSelector(".orders");
  const title = await page.title();
  const queries = page.locator(".query");
  expect(await queries.count()).toBe(40);
  const seen = new Set<string>();
  for (let i = 0; i < 10; i++) {
    await queries.nth(i).click();
    await page.locator(".entry").nth(i).click();
    for (const hostile of hostileTexts) {
      if ((await page.locator("#query-view").textContent())?.includes(hostile)) seen.add(hostile);
    }
  }
  // Every one of them was on the page, as text.
  expect([...seen].sort()).toEqual([...hostileTexts].sort());
  expect(await page.locator("img, iframe, object, i, b").count()).toBe(0);
  expect(await page.locator("script").count()).toBe(2);
  expect(await page.title()).toBe(title);
  expect(title).toContain(hostileTexts[0]);
  expect(requests).toEqual([url]);
  expect(complaints).toEqual([]);
});

test("markup that came in all the same could not act: the policy allows the page's own script alone", {
  timeout: 60_000,
}, async () => {
  const { page, requests, blocked, complaints } = await openPage(await makeReport());
  await page.evaluate(
    `document.body.insertAdjacentHTML("beforeend", '<img src="https://example.org/x.png" onerror="document.title = 1">')`,
  );
  await page.evaluate(`{
    const script = document.createElement("script");
    script.textContent = "document.title = 2";
    document.body.append(script);
  }`);
  await page.evaluate("new Promise((resolve) => setTimeout(resolve, 200))");
  expect(await page.title()).toContain("annotated");
  expect(requests.slice(1)).toEqual(["https://example.org/x.png"]);
  expect(blocked).toEqual(requests.slice(1));
  expect(complaints.join("\n")).toMatch(/violates the following Content Security Policy directive/);
});
