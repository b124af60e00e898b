import { spawnSync } from "node:child_process";

const names = ["chromium", "chromium-browser", "google-chrome"];

/** The browser that is installed here, if one is. */
export const chromiumPath: string | undefined = names
  .map((name) => spawnSync("which", [name], { encoding: "utf8" }).stdout?.trim())
  .find(Boolean);

/** Why what needs a browser is left out, or nothing where there is one. */
export const noChromium: string | undefined = chromiumPath
  ? undefined
  : `there is no browser here (${names.join(", ")}); on Debian: apt-get install chromium`;
