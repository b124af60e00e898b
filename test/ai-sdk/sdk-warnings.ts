import { afterEach, beforeEach } from "vitest";

const place = globalThis as { AI_SDK_LOG_WARNINGS?: unknown };

/** What the SDK was told to warn of since the test began. It would print it; here it is noted instead. */
export function noteWarnings(): unknown[] {
  const noted: unknown[] = [];
  beforeEach(() => {
    noted.length = 0;
    place.AI_SDK_LOG_WARNINGS = ({ warnings }: { warnings: unknown[] }) => noted.push(...warnings);
  });
  afterEach(() => {
    delete place.AI_SDK_LOG_WARNINGS;
  });
  return noted;
}
