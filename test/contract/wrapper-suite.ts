import { describe } from "vitest";
import { abortTests } from "./wrapper/abort-tests.ts";
import { documentsTests } from "./wrapper/documents-tests.ts";
import { lifetimeTests } from "./wrapper/lifetime-tests.ts";
import { optionsTests } from "./wrapper/options-tests.ts";
import { outcomeTests } from "./wrapper/outcome-tests.ts";
import { createWrapperKit, type WrapperAdapter } from "./wrapper/wrapper-kit.ts";

export type { WrapperAdapter };

/** What every framework wrapper has to keep, whichever framework it is for. */
export function wrapperSuite<Item extends object>(name: string, adapter: WrapperAdapter<Item>): void {
  const kit = createWrapperKit(adapter);
  describe(`${name}: documents`, () => documentsTests(kit));
  describe(`${name}: options`, () => optionsTests(kit));
  describe(`${name}: abort`, () => abortTests(kit));
  describe(`${name}: outcome`, () => outcomeTests(kit));
  describe(`${name}: lifetime`, () => lifetimeTests(kit));
}
