export type { MockFormatName } from "./formats/index.ts";
export type { MockFault, MockResultsFault } from "./mock-fault.ts";
export type { MockLimits, MockRequest } from "./mock-format.ts";
export { type MockProvider, type MockProviderOptions, type MockRequestRecord, startMockProvider } from "./start-mock-provider.ts";
