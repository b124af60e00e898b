import type { MockFormat } from "../mock-format.ts";
import { bedrock } from "./bedrock.ts";
import { azure, cohere } from "./cohere.ts";
import { infinity } from "./infinity.ts";
import { jina } from "./jina.ts";
import { llamacpp } from "./llamacpp.ts";
import { mixedbread } from "./mixedbread.ts";
import { nim } from "./nim.ts";
import { pinecone } from "./pinecone.ts";
import { tei } from "./tei.ts";
import { together } from "./together.ts";
import { vertex } from "./vertex.ts";
import { vllm } from "./vllm.ts";
import { voyage } from "./voyage.ts";

/** The formats that a mock provider speaks. */
export type MockFormatName =
  | "cohere"
  | "azure"
  | "jina"
  | "together"
  | "voyage"
  | "mixedbread"
  | "pinecone"
  | "tei"
  | "infinity"
  | "vllm"
  | "llamacpp"
  | "nim"
  | "vertex"
  | "bedrock";

/** By name. Where several share a path, the first that claims a request gets it; the pickier ones come first. */
export const mockFormats: Readonly<Record<MockFormatName, MockFormat>> = {
  cohere,
  vertex,
  nim,
  mixedbread,
  tei,
  bedrock,
  pinecone,
  voyage,
  llamacpp,
  jina,
  infinity,
  vllm,
  together,
  azure,
};
