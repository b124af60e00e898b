import type { AzureOptions } from "./azure.ts";
import type { BedrockOptions } from "./bedrock.ts";
import type { CohereOptions } from "./cohere.ts";
import type { InfinityOptions } from "./infinity.ts";
import type { JinaOptions } from "./jina.ts";
import type { LlamacppOptions } from "./llamacpp.ts";
import type { MixedbreadOptions } from "./mixedbread.ts";
import type { NimOptions } from "./nim.ts";
import type { NvidiaOptions } from "./nvidia.ts";
import type { PineconeOptions } from "./pinecone.ts";
import type { TeiOptions } from "./tei.ts";
import type { TogetherOptions } from "./together.ts";
import type { VertexOptions } from "./vertex.ts";
import type { VllmOptions } from "./vllm.ts";
import type { VoyageOptions } from "./voyage.ts";

/** The object forms of providers over HTTP; a bare string is what would follow the colon. */
export type RemoteConfig =
  | { cohere: CohereOptions | string }
  | { jina: JinaOptions | string }
  | { voyage: VoyageOptions | string }
  | { infinity: InfinityOptions | string }
  | { vllm: VllmOptions | string }
  | { llamacpp: LlamacppOptions | string }
  | { mixedbread: MixedbreadOptions | string }
  | { pinecone: PineconeOptions | string }
  | { together: TogetherOptions | string }
  | { azure: AzureOptions | string }
  | { bedrock: BedrockOptions | string }
  | { vertex: VertexOptions | string }
  | { nvidia: NvidiaOptions | string }
  | { nim: NimOptions | string }
  | { tei: TeiOptions | string };
