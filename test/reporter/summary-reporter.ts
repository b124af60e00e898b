import type { Reporter, SerializedError, TestModule, TestSuite } from "vitest/node";

/**
 * Ends the log with one plain line, `N passed, N failed, N skipped`, and lists above it what was skipped and why.
 * A file or suite that breaks before its tests can run counts as one failure: 0 failed must mean that nothing failed.
 */
export class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const passed = tests.filter((test) => test.result().state === "passed").length;
    const failed = tests.filter((test) => test.result().state === "failed").length;
    const broken = modules.flatMap((module) => [module, ...module.children.allSuites()]).filter(hasOwnErrors).length;

    // What is neither passed nor failed is skipped, so the three numbers always add up to the tests there are.
    const skipped = tests.filter((test) => !["passed", "failed"].includes(test.result().state));
    const lines = skipped.map((test) => {
      const result = test.result();
      const reason = (result.state === "skipped" && result.note) || "no reason written";
      return `skipped: ${test.module.relativeModuleId} > ${test.fullName}: ${reason}`;
    });
    lines.push(`${passed} passed, ${failed + broken + unhandledErrors.length} failed, ${skipped.length} skipped`);
    process.stdout.write(`${lines.join("\n")}\n`);
  }
}

function hasOwnErrors(part: TestModule | TestSuite): boolean {
  return part.errors().length > 0;
}
