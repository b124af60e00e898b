import type { UserConfig } from "tsdown";

/**
 * How every package is built: one output file per source file, as ES module and as CommonJS, with types.
 * One to one (`unbundle`) because a subpath then loads nothing that it does not use, and the worker's file stays beside
 * the file that starts it.
 */
export function packageBuild(entry: string[]): UserConfig {
  return {
    entry,
    format: ["esm", "cjs"],
    outExtensions: ({ format }) => (format === "cjs" ? { js: ".cjs", dts: ".d.cts" } : { js: ".js", dts: ".d.ts" }),
    dts: { oxc: true },
    unbundle: true,
    platform: "node",
    target: "node20",
    clean: true,
    shims: true,
    logLevel: "warn",
  };
}

/**
 * How the script of a page is built: one file for browsers, which the package puts into the HTML that it writes; the style sheet comes
 * along as it is.
 *
 * @param folder where the page's `main.ts` and `.css` are, below `src`
 */
export function pageBuild(folder: string): UserConfig {
  return {
    entry: [`src/${folder}/main.ts`],
    outDir: `dist/${folder}`,
    format: "iife",
    dts: false,
    platform: "browser",
    target: "es2022",
    minify: true,
    // The package's own build has emptied the folder above.
    clean: false,
    copy: [{ from: `src/${folder}/*.css`, to: `dist/${folder}` }],
    logLevel: "warn",
  };
}
