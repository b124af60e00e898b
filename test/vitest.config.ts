import { defineConfig } from "vitest/config";

// Tests load the packages as users do, from their built files; pure parts are also imported from src by path.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["**/*.test.ts"],
    pool: "forks",
    testTimeout: 30_000,
    setupFiles: ["./setup/fail-on-console.ts"],
  },
});
