/** A fenced block of a Markdown page. */
export interface FencedBlock {
  /** 1-based line of the opening fence. */
  line: number;
  /** What stands behind the opening fence, such as `ts` or `ts no-run`. */
  info: string;
  code: string;
}

/**
 * The fenced blocks of a page, in order. Fences of more than three backticks may hold shorter ones; a block inside a list is
 * freed of its indent.
 */
export function fencedBlocks(page: string): FencedBlock[] {
  const blocks: FencedBlock[] = [];
  let open: { fence: string; indent: string; block: FencedBlock; lines: string[] } | undefined;
  for (const [i, line] of page.split("\n").entries()) {
    if (open) {
      if (line.trim() === open.fence) {
        blocks.push({ ...open.block, code: open.lines.join("\n") });
        open = undefined;
      } else {
        open.lines.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line);
      }
      continue;
    }
    const [, indent, fence, info] = line.match(/^(\s*)(`{3,})\s*([^`]*)$/) ?? [];
    if (fence === undefined) continue;
    open = { fence, indent: indent as string, block: { line: i + 1, info: (info as string).trim(), code: "" }, lines: [] };
  }
  if (open) throw new Error(`the block that line ${open.block.line} opens is never closed`);
  return blocks;
}
