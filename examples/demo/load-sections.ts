import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** A piece of this project's documentation under one heading. */
export interface Section {
  /** File and heading, as in `docs/glossary.md#Glossary`. */
  id: string;
  title: string;
  text: string;
}

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Every section of the project's own README, guides, decisions and model card. */
export async function loadSections(): Promise<Section[]> {
  const files = (
    await Promise.all(["README.md", "CONTRIBUTING.md", "docs", "packages"].map((path) => markdownFiles(join(root, path))))
  ).flat();
  const sections = await Promise.all(
    files.sort().map(async (file) => splitSections(relative(root, file), await readFile(file, "utf8"))),
  );
  return sections.flat();
}

async function markdownFiles(path: string): Promise<string[]> {
  if (path.endsWith(".md")) return [path];
  const entries = await readdir(path, { withFileTypes: true });
  const wanted = entries.filter(
    ({ name }) => name.endsWith(".md") || !/^(node_modules|dist|src|model|training|.*\..*)$/.test(name),
  );
  return (
    await Promise.all(
      wanted
        .filter((entry) => entry.isDirectory() || entry.name.endsWith(".md"))
        .map(({ name }) => markdownFiles(join(path, name))),
    )
  ).flat();
}

function splitSections(file: string, markdown: string): Section[] {
  const withoutCode = markdown.replace(/^```[\s\S]*?^```/gm, "");
  return withoutCode
    .split(/^(?=#{1,4} )/m)
    .map((part) => {
      const [heading = "", ...body] = part.split("\n");
      const title = heading.replace(/^#+ /, "");
      return { id: `${file}#${title}`, title, text: plain(body.join("\n")) };
    })
    .filter(({ text }) => text.length > 40);
}

function plain(markdown: string): string {
  return markdown
    .replace(/^\|[-| ]+\|$/gm, "")
    .replace(/\[([^\]]+)\]\([^)]+\)/g, "$1")
    .replace(/[`*|]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}
