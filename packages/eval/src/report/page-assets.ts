import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

/** Style sheet and script of the page, which the build puts beside this file. */
export interface PageAssets {
  style: string;
  script: string;
  /** The script's digest, as a content security policy names it. */
  scriptHash: string;
}

export async function readPageAssets(): Promise<PageAssets> {
  const read = (name: string) => readFile(new URL(`./page/${name}`, import.meta.url), "utf8");
  const [style, source] = await Promise.all([read("report.css"), read("main.iife.js")]);
  // In a string of the script it would end the element.
  const script = source.trim().replaceAll("</script", "<\\/script");
  return { style, script, scriptHash: createHash("sha256").update(script).digest("base64") };
}
