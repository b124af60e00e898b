import * as v from "valibot";
import { nvidiaComplaint, nvidiaRequest, nvidiaResults, nvidiaTraits } from "./nvidia-format.ts";
import { readAnswer } from "./read-answer.ts";
import { defineRemote, type RemoteApi } from "./remote-api.ts";
import type { RemoteOptions } from "./remote-options.ts";

/** Options of `{ nim: {…} }`. */
export type NimOptions = RemoteOptions;

const modelsSchema = v.object({ data: v.pipe(v.array(v.object({ id: v.string() })), v.minLength(1)) });

export const api: RemoteApi<NimOptions> = defineRemote({
  name: "nim",
  title: "NVIDIA NIM",
  keyVariables: ["NIM_API_KEY"],
  keyOptional: true,
  urlVariables: ["NIM_URL"],
  traits: () => nvidiaTraits,
  async discover(get) {
    const { data } = readAnswer(modelsSchema, (await get("/v1/models")).body, "nim");
    return { model: data[0]?.id as string };
  },
  request: (call) => ({ path: "/v1/ranking", body: nvidiaRequest(call) }),
  results: (body) => nvidiaResults(body, "nim"),
  complaint: nvidiaComplaint,
  facts: {
    kind: "self-hosted",
    docs: "https://docs.nvidia.com/nim/nemo-retriever/text-reranking/latest/index.html",
    notes: [
      "scores are logits: a negative one may well be the best",
      "/v1/models tells the model where none is named",
      "documents that are too long are cut at the end",
    ],
    confirmed: "the provider's documentation, version 2.3",
  },
});
