import type { Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import { noChromium } from "../../support/chromium-path.ts";
import { openPage } from "../../support/open-page.ts";
import { makeReport } from "./make-report.ts";

beforeEach(({ skip }) => skip(noChromium !== undefined, noChromium));

const count = (page: Page) => page.locator("#query-count").textContent();
const heading = (page: Page) => page.locator("#query-view > h3").textContent();
const focused = (page: Page) => page.evaluate<string>("document.activeElement.id || document.activeElement.className");

async function openReport(isSeveral = false, fragment = ""): Promise<Page> {
  const { page } = await openPage(`${await makeReport({ isSeveral })}${fragment}`);
  await page.waitForSelector(".orders");
  return page;
}

test("search, filter and order decide what is in the list, and their number is told", { timeout: 60_000 }, async () => {
  const page = await openReport();
  expect(await count(page)).toBe("40 of 40 queries");
  await page.getByLabel("Search").fill("CEDAR2");
  expect(await count(page)).toBe("1 of 40 queries");
  expect(await page.locator(".query").allTextContents()).toEqual([expect.stringMatching(/^cedar2/)]);
  // By the title of a document that is shown for it.
  await page.getByLabel("Search").fill("title 17-3");
  expect(await count(page)).toBe("1 of 40 queries");
  await page.getByLabel("Search").fill("nothing like it");
  expect(await count(page)).toBe("No query matches");
  await page.getByLabel("Search").fill("");
  await page.getByLabel("Show").selectOption("with a warning");
  expect(await page.locator(".query-text").allTextContents()).toEqual(["birch1"]);
  await page.locator(".query").click();
  expect(await page.locator(".receipts").textContent()).toBe("annotated: not reranked as asked: time ran out");
  await page.getByLabel("Show").selectOption("unchanged");
  // The answer is first before, too, where 5 i is a multiple of 12: for queries 0, 12, 24, 36.
  expect(await count(page)).toBe("4 of 40 queries");
  await page.getByLabel("Show").selectOption("all");
  await page.getByLabel("Order").selectOption("lowest change in ndcg@10");
  const figures = (await page.locator(".query .figure").allTextContents()).map((text) => Number(text.replace("−", "-")));
  expect(figures).toEqual([...figures].sort((a, b) => a - b));
  expect(await page.getByRole("status").textContent()).toBe("40 of 40 queries");
});

test("a query shows both orders with ranks, moves, scores, judgments and the best passage", { timeout: 60_000 }, async () => {
  const page = await openReport(false, "#query=q1");
  expect(await heading(page)).toBe("birch0");
  expect(await page.locator("#query-view .facts").first().textContent()).toBe("Query q1 · 1 relevant document judged");
  const [before, after] = [page.getByRole("group", { name: "First stage" }), page.getByRole("group", { name: "annotated" })];
  expect(await before.locator(".rank").allTextContents()).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);
  const first = after.locator(".entry").first();
  expect(await first.locator(".name").textContent()).toBe("Title 1-5");
  expect(await first.locator(".move").textContent()).toBe("▲5");
  expect(await first.locator(".grade").textContent()).toBe("● relevant 2");
  expect(await first.locator(".score").textContent()).toBe("2 · p 0.90");
  expect(await first.locator(".passage").textContent()).toBe("birch0 ");
  // A judged document that is not among the first ten is below them, at its rank.
  const below = after.locator("li.below .entry");
  expect(await below.count()).toBe(0);
  expect(await page.locator(".lines path").count()).toBeGreaterThan(5);
  await first.click();
  const panel = page.getByRole("region", { name: "Document" });
  expect(await panel.locator("mark").textContent()).toBe("birch0 ");
  expect(await panel.locator(".text").textContent()).toBe("birch0 is the birch0 that was asked for.");
  expect(await panel.locator("tbody tr").allTextContents()).toEqual(["First stage67–", "annotated12 (similarity)0.900"]);
});

test("everything can be done with the keyboard", { timeout: 60_000 }, async () => {
  const page = await openReport();
  await page.keyboard.press("/");
  expect(await focused(page)).toBe("query-search");
  await page.keyboard.type("apple");
  expect(await count(page)).toBe("4 of 40 queries");
  await page.keyboard.press("ArrowDown");
  const shown = await page.locator(".query-text").allTextContents();
  expect(await heading(page)).toBe(shown[0]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  expect(await heading(page)).toBe(shown[1]);
  expect(await page.locator('.query[aria-current="true"] .query-text').textContent()).toBe(shown[1]);
  await page.keyboard.press("End");
  expect(await heading(page)).toBe(shown[3]);
  // One stop of the Tab key is in the list, whatever its length.
  expect(await page.locator('.query[tabindex="0"]').count()).toBe(1);
  await page.keyboard.press("Enter");
  expect(await page.evaluate("document.activeElement.tagName")).toBe("H3");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("entry");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  const name = await page.evaluate<string>('document.activeElement.querySelector(".name").textContent');
  await page.keyboard.press("Enter");
  expect(await focused(page)).toBe("document");
  expect(await page.locator(".document h4").textContent()).toBe(name);
  await page.keyboard.press("Escape");
  expect(await page.evaluate('document.activeElement.querySelector(".name").textContent')).toBe(name);
  expect(await page.locator(".document").isVisible()).toBe(false);
  await page.keyboard.press("Escape");
  expect(await focused(page)).toBe("query");
  await page.keyboard.press("Escape");
  expect(await focused(page)).toBe("query-search");
  await page.keyboard.press("Escape");
  expect(await count(page)).toBe("40 of 40 queries");
});

test("the address leads back to a query", { timeout: 60_000 }, async () => {
  const page = await openReport(false, "#query=q30");
  expect(await heading(page)).toBe("grass2 in the year 1900");
  await page.locator(".query").nth(3).click();
  const chosen = await page.locator(".query-text").nth(3).textContent();
  expect(page.url()).toMatch(/#query=q\d+$/);
  await page.reload();
  expect(await heading(page)).toBe(chosen);
});

test("several rerankers have a column each, and the list is about the one that is chosen", { timeout: 60_000 }, async () => {
  const page = await openReport(true);
  expect(await page.locator(".orders h4").allTextContents()).toEqual(["First stage", "annotated", "scripted"]);
  await page.getByLabel("Show").selectOption("with a warning");
  expect(await count(page)).toBe("1 of 40 queries");
  await page.getByLabel("Reranker").selectOption("scripted");
  expect(await count(page)).toBe("No query matches");
});
