import { type MockFormatName, mockFormats } from "./formats/index.ts";
import type { Fields, MockFormat, MockRequest } from "./mock-format.ts";

export interface ChosenFormat {
  name: MockFormatName;
  format: MockFormat;
}

/** The format of a ranking request: the fixed one where its path fits, else the first that claims the request. */
export function chooseFormat(request: MockRequest, fixed: MockFormatName | undefined): ChosenFormat | undefined {
  const path = pathOf(request);
  if (fixed) return mockFormats[fixed].paths.test(path) ? { name: fixed, format: mockFormats[fixed] } : undefined;
  const body = (typeof request.body === "object" && request.body !== null ? request.body : {}) as Fields;
  const found = Object.entries(mockFormats).find(
    ([, { paths, claims }]) => paths.test(path) && (claims?.(request, body) ?? true),
  );
  return found && { name: found[0] as MockFormatName, format: found[1] };
}

/** The path without query string. */
export function pathOf({ path }: Pick<MockRequest, "path">): string {
  return path.split("?", 1)[0] as string;
}
