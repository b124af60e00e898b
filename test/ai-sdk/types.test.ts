import type { SecondpassProvider, SecondpassRerankingModel } from "@secondpass/ai-sdk";
import type * as ai6 from "ai";
import type * as ai7 from "ai7";
import { expectTypeOf, test } from "vitest";

// Checked by `tsc -p test`; at run time these say nothing.
test("the model fits where both versions of the SDK want one", () => {
  expectTypeOf<SecondpassRerankingModel>().toExtend<ai6.RerankingModel>();
  expectTypeOf<SecondpassRerankingModel>().toExtend<ai7.RerankingModel>();
});

test("the provider fits into registries and behind custom providers", () => {
  expectTypeOf<SecondpassProvider>().toExtend<Parameters<typeof ai6.createProviderRegistry>[0][string]>();
  expectTypeOf<SecondpassProvider>().toExtend<Parameters<typeof ai7.createProviderRegistry>[0][string]>();
  expectTypeOf<{ fallbackProvider: SecondpassProvider }>().toExtend<Parameters<typeof ai6.customProvider>[0]>();
  expectTypeOf<{ fallbackProvider: SecondpassProvider }>().toExtend<Parameters<typeof ai7.customProvider>[0]>();
});
