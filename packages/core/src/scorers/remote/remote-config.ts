import type { CohereOptions } from "./cohere.ts";
import type { InfinityOptions } from "./infinity.ts";
import type { JinaOptions } from "./jina.ts";
import type { LlamacppOptions } from "./llamacpp.ts";
import type { TeiOptions } from "./tei.ts";
import type { VllmOptions } from "./vllm.ts";
import type { VoyageOptions } from "./voyage.ts";

/** The object forms of providers over HTTP; a bare string is what would follow the colon. */
export type RemoteConfig =
  | { cohere: CohereOptions | string }
  | { jina: JinaOptions | string }
  | { voyage: VoyageOptions | string }
  | { tei: TeiOptions | string }
  | { infinity: InfinityOptions | string }
  | { vllm: VllmOptions | string }
  | { llamacpp: LlamacppOptions | string };
