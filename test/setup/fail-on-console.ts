import { afterEach, beforeEach, vi } from "vitest";

// A library does not print. What it has to say is in errors, receipts and callbacks.
const methods = ["log", "info", "warn", "error", "debug"] as const;

beforeEach(() => {
  for (const method of methods) {
    vi.spyOn(console, method).mockImplementation((...args) => {
      throw new Error(`console.${method} was called: ${args.map(String).join(" ")}`);
    });
  }
});

afterEach(() => {
  vi.restoreAllMocks();
});
