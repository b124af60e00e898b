// The door for tools that tell of providers: `secondpass/providers`.
export { describeProviders, type ProviderDescription } from "./describe-providers.ts";
