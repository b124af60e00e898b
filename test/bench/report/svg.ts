import type { ContenderName } from "../contenders.ts";

/** Colours that tell apart on white, also for the colour-blind (Okabe & Ito, 2008); the elder generation in greys. */
export const colours: Record<ContenderName, string> = {
  secondpass: "#0072b2",
  "secondpass-1": "#56b4e9",
  "transformers-single": "#009e73",
  "transformers-8": "#e69f00",
  "transformers-padded": "#d55e00",
  "xenova-single": "#b5b5b5",
  "xenova-8": "#949494",
  "xenova-padded": "#737373",
};

export function text(x: number, y: number, content: string, attributes = ""): string {
  const escaped = content.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<text x="${round(x)}" y="${round(y)}" ${attributes}>${escaped}</text>`;
}

export function svg(width: number, height: number, title: string, parts: readonly string[]): string {
  // A background of its own: pages are read on dark ones too.
  const open = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img"`;
  const style = `font-family="system-ui, sans-serif" font-size="13" fill="#222"`;
  const lines = [
    `${open} ${style}>`,
    `<title>${title}</title>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...parts,
  ];
  return `${lines.join("\n")}\n</svg>\n`;
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
