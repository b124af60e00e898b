import { expect, test } from "vitest";
import { parse } from "yaml";
import { renderYaml } from "../../../../packages/core/src/scorers/remote/render-yaml.ts";

test("title, then the named fields in the order they are named in, then text", () => {
  const document = { title: "Rust", text: "A language.", metadata: { year: 2015, author: "Hoare", secret: "x" } };
  expect(renderYaml(document, ["author", "year"])).toBe("title: Rust\nauthor: Hoare\nyear: 2015\ntext: A language.");
});

test("fields that a document lacks are left out", () => {
  expect(renderYaml({ text: "A language." }, ["author"])).toBe("text: A language.");
});

test("line breaks are the document's own: none is lost and none is added", () => {
  const text = `first\n\nsecond ${"long ".repeat(60)}end`;
  const yaml = renderYaml({ text });
  expect(yaml.split("\n")).toHaveLength(4);
  expect(parse(yaml)).toEqual({ text });
});

test.each([["yes"], ["- a list?"], ["key: value"], ["#no comment"], ["'quoted'"], ["  indented"]])(
  "text that YAML would read otherwise is kept: %s",
  (text) => {
    expect(parse(renderYaml({ text }))).toEqual({ text });
  },
);

test("a field may have a structure of its own", () => {
  const metadata = { tags: ["a", "b"], by: { name: "Ann" } };
  expect(parse(renderYaml({ text: "t", metadata }, ["by", "tags"]))).toEqual({ ...metadata, text: "t" });
});
