import { nvidiaComplaint, nvidiaRequest, nvidiaResults, nvidiaTraits } from "./nvidia-format.ts";
import { defineRemote, type RemoteApi } from "./remote-api.ts";
import type { RemoteOptions } from "./remote-options.ts";

/** Options of `{ nvidia: {…} }`. */
export type NvidiaOptions = RemoteOptions;

/** In the path a version has an underscore, in the body a dot; users have seen both. */
const inBody = (model: string) => model.replace(/(?<=\d)_(?=\d)/g, ".");
const inPath = (model: string) => model.replaceAll(".", "_");

export const api: RemoteApi<NvidiaOptions> = defineRemote({
  name: "nvidia",
  title: "NVIDIA API catalogue",
  keyVariables: ["NVIDIA_API_KEY", "NVIDIA_NIM_API_KEY"],
  baseUrl: "https://ai.api.nvidia.com",
  defaultModel: "nvidia/llama-3.2-nv-rerankqa-1b-v2",
  traits: () => nvidiaTraits,
  request: ({ model = "", ...call }) => ({
    path: `/v1/retrieval/${inPath(model)}/reranking`,
    body: nvidiaRequest({ ...call, model: inBody(model) }),
  }),
  results: (body) => nvidiaResults(body, "nvidia"),
  complaint: nvidiaComplaint,
  facts: {
    kind: "hosted",
    docs: "https://docs.api.nvidia.com/nim/reference/retrieval-apis",
    priceUnit: "request, by plan",
    notes: [
      "scores are logits: a negative one may well be the best",
      "the model is part of the path; llama-3.2 and llama-3_2 name the same one",
      "documents that are too long are cut at the end",
    ],
    confirmed: "recorded answers, and the requests of public programs",
    unconfirmed: ["documents in one request (512 for a container)", "models whose path does not have their name"],
  },
});
