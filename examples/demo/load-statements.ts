import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** One paragraph, list item or table row of this project's documentation. */
export interface Statement {
  /** File and number, as in `docs/glossary.md:3`. */
  id: string;
  /** The heading above it. */
  title: string;
  text: string;
}

const root = fileURLToPath(new URL("../../", import.meta.url));

// CHANGELOG says what was; built files and weights say nothing.
const skipped = /^(node_modules|dist|src|model|training|test|examples|CHANGELOG\.md|\..*)$/;

/** Everything that the project's own README, guides, decisions and model card state. */
export async function loadStatements(): Promise<Statement[]> {
  const files = (await markdownFiles(root)).sort();
  const statements = await Promise.all(
    files.map(async (file) => splitStatements(relative(root, file), await readFile(file, "utf8"))),
  );
  return statements.flat();
}

async function markdownFiles(folder: string): Promise<string[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter(({ name }) => !skipped.test(name));
  const lists = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return markdownFiles(path);
    return entry.name.endsWith(".md") ? [path] : [];
  });
  return (await Promise.all(lists)).flat();
}

function splitStatements(file: string, markdown: string): Statement[] {
  const withoutCode = markdown.replace(/^```[\s\S]*?^```/gm, "");
  const statements = withoutCode.split(/^(?=#{1,4} )/m).flatMap((section) => {
    const [heading = "", ...body] = section.split("\n");
    const title = plain(heading.replace(/^#+ /, ""));
    // A blank line, a list item or a table row begins a new statement.
    return body
      .join("\n")
      .split(/\n\s*\n|\n(?=[-*|] ?|\d+\. )/)
      .map((text) => ({ title, text: plain(text) }));
  });
  return statements.filter(({ text }) => text.length > 30).map((statement, i) => ({ id: `${file}:${i + 1}`, ...statement }));
}

function plain(markdown: string): string {
  return markdown
    .replace(/^\|[-| ]+\|$/gm, "")
    .replace(/^\s*([-*]|\d+\.) /, "")
    .replace(/^\s*\|\s*|\s*\|\s*$/g, "")
    .replace(/\s*\|\s*/g, ": ")
    .replace(/\[([^\]]+)\]\([^)]+\)/g, "$1")
    .replace(/[`*]+/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
