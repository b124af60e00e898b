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
