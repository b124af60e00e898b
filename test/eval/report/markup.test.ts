import { expect, test } from "vitest";
import { inlineJson } from "../../../packages/eval/src/report/inline-json.ts";
import { html, Markup } from "../../../packages/eval/src/report/markup.ts";
import { hostileTexts } from "../support/report-collection.ts";

test("what is put into a template is text, in elements and in attributes", () => {
  const { text } = html`<p title="${`"><b>'`}">${"<i>&"}</p>`;
  expect(text).toBe('<p title="&quot;&gt;&lt;b&gt;&#39;">&lt;i&gt;&amp;</p>');
});

test("markup stays, lists follow each other, what is absent is nothing, and 0 is something", () => {
  const items = ["a", "<"].map((item) => html`<li>${item}</li>`);
  const { text } = html`<ul>${items}</ul>${undefined}${null}${false}${0}${new Markup("<hr>")}`;
  expect(text).toBe("<ul><li>a</li><li>&lt;</li></ul>0<hr>");
});

test("a backslash in a template is one in the page", () => {
  expect(html`a\\b${"c\\d"}`.text).toBe("a\\bc\\d");
});

test.each(hostileTexts)("JSON in a script element is read back as it was, and cannot end the element: %j", (hostile) => {
  const value = { [hostile]: [hostile, "\ud83d\ude00", null, 1.5] };
  const { text } = inlineJson(value);
  expect(JSON.parse(text)).toEqual(value);
  expect(text).not.toMatch(/[<\u2028\u2029]/);
});
