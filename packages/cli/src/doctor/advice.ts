import { isRerankError, type RerankErrorCode } from "secondpass";

const adviceByCode: Partial<Record<RerankErrorCode, string>> = {
  missing_key: "set the variable that the message names, in the environment of this very process",
  authentication_failed: "check the key: is it the one of this provider and project, is it still valid, was it cut?",
  payment_required: "top up the account, or add a fallback that costs nothing, such as local",
  invalid_request: "check model name and address: does the provider have this model, does the address end before /rerank?",
  rate_limited: "set requestsPerMinute and concurrency to what the account allows",
  provider_unavailable: "check the address, name resolution, proxy and firewall; then the provider's status page",
  timeout: "raise timeoutMs, or ask for fewer documents (depth)",
  invalid_response: "the address answers but is no reranker of this kind: check baseUrl",
  circuit_open: "the provider failed several times in a row; see the errors before this one",
  missing_peer: "install the package that the message names",
  model_not_found: "check the name, or stage the files as the guide on models says",
  untrustworthy_model: "the model does not rank: another ONNX export, head or template may be needed",
  unknown_provider: "see docs/providers.md for the names",
};

/** What to do about an error, where there is more to say than its message does. */
export function adviceFor(error: unknown): string | undefined {
  return isRerankError(error) ? adviceByCode[error.code] : undefined;
}
