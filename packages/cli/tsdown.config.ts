import { defineConfig } from "tsdown";

// A command, not a library: one ES module format, no types.
export default defineConfig({
  entry: ["src/bin.ts"],
  format: "esm",
  outExtensions: () => ({ js: ".js" }),
  dts: false,
  unbundle: true,
  platform: "node",
  target: "node20",
  clean: true,
  logLevel: "warn",
});
