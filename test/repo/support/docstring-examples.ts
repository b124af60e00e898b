import type { SourceFile } from "./source-file.ts";

export interface Example {
  /** Where it stands, as `path:line`. */
  at: string;
  code: string;
}

/** Every `@example` of a source file: the lines from the tag to the next tag, or to the end of the comment. */
export function docstringExamples({ path, text }: SourceFile): Example[] {
  return [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap((comment) => {
    const firstLine = text.slice(0, comment.index).split("\n").length;
    const lines = comment[0].split("\n").map((line) => line.replace(/^\s*\*\/?( |$)/, ""));
    const tags = [...lines.keys()].filter((i) => /^@\w+/.test(lines[i] as string));
    const starts = tags.filter((i) => (lines[i] as string).startsWith("@example"));
    return starts.map((start) => {
      const end = tags.find((i) => i > start) ?? lines.length;
      return {
        at: `${path}:${firstLine + start}`,
        code: lines
          .slice(start + 1, end)
          .join("\n")
          .trim(),
      };
    });
  });
}
