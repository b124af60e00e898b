import { configDefaults, defineConfig } from "vitest/config";
import { SummaryReporter } from "./reporter/summary-reporter.ts";

// Tests load the packages as users do, from their built files; pure parts are also imported from src by path.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["**/*.test.ts"],
    // Benchmarks measure; they would only disturb each other and the tests beside them.
    exclude: [...configDefaults.exclude, "bench/**", ".generated/**"],
    pool: "forks",
    // Also on two cores: a test that waits for the model's worker leaves its own process idle.
    maxWorkers: 2,
    testTimeout: 30_000,
    setupFiles: ["./setup/fail-on-console.ts"],
    // Built files run in plain Node, untouched by the bundler, as they do at a user's.
    server: { deps: { external: [/\/packages\/[^/]+\/dist\//] } },
    // The summary comes after the default reporter's own, as the last line of the log.
    reporters: ["default", new SummaryReporter()],
  },
});
