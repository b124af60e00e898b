import { join } from "node:path";
import { evaluate, evaluateRerankers, renderReport } from "@secondpass/eval";
import { expect, test } from "vitest";
import { scoreBars } from "../../../packages/eval/src/report/plots/score-plot.ts";
import { annotatedReranker } from "../support/annotated-reranker.ts";
import { writeReportCollection } from "../support/report-collection.ts";
import { scriptedReranker } from "../support/scripted-reranker.ts";

const metrics = ["ndcg@10", "mrr@10"];

async function makeOptions() {
  const collection = await writeReportCollection();
  return { collection, run: join(collection, "run.trec"), metrics, details: true };
}

const sectionsOf = (page: string) => [...page.matchAll(/<section id="(\w+)"/g)].map(([, id]) => id);
const count = (page: string, pattern: RegExp) => [...page.matchAll(pattern)].length;
/** As `toContain`, without the whole page in the message. */
const expectIn = (page: string, text: string) => expect(page.includes(text), text).toBe(true);
/** The text of a page's beginning, before its data. */
const visible = (page: string) =>
  page.slice(0, page.indexOf('<script type="application/json"')).replace(/<style>.*?<\/style>/s, "");

test("one reranker: the answer with its interval, every section, every plot with words and figures", async () => {
  const evaluation = await evaluate({ ...(await makeOptions()), reranker: scriptedReranker().reranker, depths: [2, 5, 10] });
  const page = visible(await renderReport(evaluation));
  expect(sectionsOf(page)).toEqual(["result", "changes", "depth", "ceiling", "scores", "calibration", "queries"]);
  for (const id of sectionsOf(page)) expectIn(page, `<a href="#${id}">`);
  const [before, after] = [evaluation.baseline["ndcg@10"], evaluation.reranked["ndcg@10"]].map((value) => value?.toFixed(3));
  expectIn(page, `<p class="answer">scripted helps: ndcg@10 from ${before} to ${after} (+`);
  // Intervals, changes, one division (all queries have a number, none is a question), two of depth, two of the ceiling, two of scores, one of places.
  expect(count(page, /<figure class="chart">/g)).toBe(10);
  expect(count(page, /<svg /g)).toBe(2 * 10);
  expect(count(page, /<svg [^>]*aria-label="[^"]{20,}"[^>]*role="img"|<svg [^>]*role="img"[^>]*aria-label="[^"]{20,}"/g)).toBe(
    2 * 10,
  );
  expect(count(page, /<details><summary>The figures<\/summary>/g)).toBe(10);
  for (const depth of [2, 5, 10]) expectIn(page, `<th scope="row">${depth}</th>`);
  expectIn(page, "No probabilities from scripted. <code>secondpass calibrate</code>");
  expect(page.match(/NaN|undefined|\[object/)).toBeNull();
});

test("nothing in the file is from elsewhere, and its policy would not let it", async () => {
  const page = await renderReport(await evaluate({ ...(await makeOptions()), reranker: "lexical" }));
  expect(page.replaceAll("http://www.w3.org/", "")).not.toMatch(/https?:\/\/|@import|\bsrc=|url\(/);
  expect(page).toMatch(
    /http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; .*script-src &#39;sha256-[\w+/=]{44}&#39;/,
  );
});

test("the run alone: no changes, no depths, no calibration, but the ceiling and the queries", async () => {
  const page = visible(await renderReport(await evaluate(await makeOptions())));
  expect(sectionsOf(page)).toEqual(["result", "ceiling", "scores", "queries"]);
  expectIn(page, "How good is the first stage?");
  expect(page.includes('id="query-column"')).toBe(false);
  expect(page.match(/NaN|undefined|\[object/)).toBeNull();
});

test("several rerankers: one beside the other and against each other", async () => {
  const first = scriptedReranker({ id: "one" }).reranker;
  const page = visible(
    await renderReport(
      await evaluateRerankers({ ...(await makeOptions()), rerankers: [first, "identity", annotatedReranker()] }),
    ),
  );
  expect(count(page, /<article class="card">/g)).toBe(4);
  expectIn(page, "Not shown that identity changes anything: ");
  expectIn(page, "identity against one, query by query");
  expectIn(page, "annotated against one, query by query");
  expectIn(page, '<th scope="col">one</th><th scope="col">identity</th><th scope="col">annotated</th>');
  expectIn(page, '<select id="query-column"><option value="1">one</option>');
  expectIn(page, "An order and no scores: identity.");
  expectIn(page, "No probabilities from one, identity.");
  expect(page.match(/NaN|undefined|\[object/)).toBeNull();
});

test("probabilities have a calibration plot with their error", async () => {
  // Of 40 queries the first of twelve is called relevant with 0.9 and is, the others with 0.1 and are not.
  const page = visible(await renderReport(await evaluate({ ...(await makeOptions()), reranker: annotatedReranker() })));
  expectIn(page, "480 probabilities; expected calibration error 0.100, which is 0 where all come true.");
  expectIn(page, '<th scope="row">0.90 to 1.00</th><td>40</td><td>0.900</td><td>1.000</td>');
});

test("what a receipt says of a call is with the warnings and with the query", async () => {
  const reranker = annotatedReranker((query) =>
    query === "birch0" ? { reason: "time ran out", warnings: [{ code: "deadline", message: "" }] } : {},
  );
  const page = await renderReport(await evaluate({ ...(await makeOptions()), reranker }));
  expectIn(visible(page), "1 of 40 queries were not reranked as asked, such as: time ran out");
  expectIn(page, '"reason":"time ran out","warnings":["deadline"]');
});

test("a file of thousands of queries stays small: it holds those that changed most", async () => {
  const collection = await writeReportCollection({ queries: 450 });
  const options = { collection, run: join(collection, "run.trec"), metrics: ["mrr"], strata: [], details: true };
  const page = await renderReport(await evaluate({ ...options, reranker: scriptedReranker().reranker }));
  expectIn(visible(page), "400 queries of 450, those that changed most");
  expect(page.length).toBeLessThan(2_500_000);
});

test("bars of scores hold every score, also those beyond the range and on its end", () => {
  const bars = scoreBars([-9, 0, 0.4, 0.5, 1, 9, 9, 9], [0, 1], 2);
  expect(bars).toEqual([
    { low: 0, high: 0.5, share: 3 / 8 },
    { low: 0.5, high: 1, share: 5 / 8 },
  ]);
  expect(scoreBars([1, 1], [0, 1], 4)).toEqual([{ low: 0.75, high: 1, share: 1 }]);
});
